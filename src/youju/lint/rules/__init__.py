"""The rules, one file each, named by meaning."""
