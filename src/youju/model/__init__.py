"""Nouns of performance management: frozen dataclasses of the standard library, without input or output."""
