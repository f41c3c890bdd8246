"""One module a screen: what it shows and what a person can do on it."""
