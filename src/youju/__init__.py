"""Youju 有据: performance management of public money; every number has its evidence, every score its rule."""

__version__ = "0.1.0"
