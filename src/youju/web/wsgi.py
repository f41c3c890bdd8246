"""The application that the web server runs."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "youju.web.settings")
application = get_wsgi_application()
# What is loaded once is never garbage: without this every full collection looks through all of it, in mid-page.
gc.collect()
gc.freeze()
