"""Shelf: schemes are official texts as data, methods are code, the sheet adds up and grades."""
