"""Stores keep acts: appended, chained by digest, never edited."""
