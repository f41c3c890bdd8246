"""Shelf: reads a declaration as a reviewer would; one rule a file in ``rules``."""
