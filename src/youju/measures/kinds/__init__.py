"""The measure kinds, one file each, named by their code."""
