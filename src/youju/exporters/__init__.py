"""Shelf: grids to bytes; one format a file."""
