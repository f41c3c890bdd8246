"""台账"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def show(request: HttpRequest, number: int = 0) -> HttpResponse:
    """The page."""
    return render(request, "base.html", {"number": number})


addresses = [path("ledgers", show, name="ledgers")]
