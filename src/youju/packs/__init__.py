"""Shelf: ledgers and measures of one line of business, dated taxonomies, words made measurable; all data."""
