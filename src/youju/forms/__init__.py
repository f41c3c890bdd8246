"""Shelf: official forms; grid to nouns and back from the same description, one form or family a file."""
