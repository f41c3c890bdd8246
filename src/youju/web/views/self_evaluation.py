"""自评"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from youju.web.access import project_or_404


def show(request: HttpRequest, key: str) -> HttpResponse:
    """The page."""
    return render(request, "project/frame.html", {"seen": project_or_404(request, key), "section": "self-evaluation"})


addresses = [path("projects/<slug:key>/self-evaluation", show, name="project-self-evaluation")]
