"""为什么"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from youju.web.access import project_or_404


def show(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The page."""
    return render(request, "project/frame.html", {"seen": project_or_404(request, key), "section": "why"})


addresses = [path("projects/<slug:key>/why/<int:number>", show, name="project-why")]
