"""The command line: a face for ``work`` and nothing else."""
