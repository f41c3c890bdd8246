"""Engines run measures over a cut of the evidence and return sums and counts only."""
