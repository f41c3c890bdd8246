"""The formats written, one file each."""
