"""Shelf: measure kinds turn rows of evidence into values; one kind a file in ``kinds``."""
