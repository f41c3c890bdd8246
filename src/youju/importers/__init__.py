"""Shelf: bytes to grids (forms) and to streams of rows (dumps); one format a file."""
