"""The workspace in the browser: a face for ``work`` and the only room that knows Django."""
