"""How the tables of accounts, drafts, jobs and acts came to be."""
