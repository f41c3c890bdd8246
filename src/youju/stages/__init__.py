"""Verbs of the regulation, pure: dossier and facts in, act or findings out."""
