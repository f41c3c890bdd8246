"""The layouts, one official form or family a file."""
