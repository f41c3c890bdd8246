"""``python -m youju``: the command line."""

from youju.cli import main

main()
