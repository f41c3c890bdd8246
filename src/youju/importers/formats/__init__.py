"""The formats read, one file each."""
