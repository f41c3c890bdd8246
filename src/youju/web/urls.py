"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path

from youju.web.views import (
    archive,
    attachments,
    desk,
    evidence,
    faults,
    intake,
    jobs,
    ledger,
    people,
    projects,
    retraction,
    review,
    self_evaluation,
    signing,
    targets,
    why,
)

urlpatterns = [
    path("", desk.show, name="desk"),
    path("sample", desk.sample, name="sample"),
    path("login", signing.sign_in, name="login"),
    path("logout", signing.sign_out, name="logout"),
    path("password", signing.change_password, name="password"),
    path("language", signing.choose_language, name="language"),
    path("setup", signing.setup, name="setup"),
    path("health", signing.health, name="health"),
    path("people", people.show, name="people"),
    path("people/permissions", people.permissions, name="permissions"),
    path("people/organisation", people.add_organisation, name="people-organisation"),
    path("people/account", people.add_account, name="people-account"),
    path("people/account/<int:number>", people.change_account, name="people-change"),
    path("people/account/<int:number>/password", people.reset_password, name="people-password"),
    path("jobs/<int:number>", jobs.show, name="job"),
    path("jobs/<int:number>/file", jobs.product, name="job-product"),
    path("projects", projects.table, name="projects"),
    path("projects/<slug:key>", projects.project, name="project"),
    *intake.addresses,
    *targets.addresses,
    *review.addresses,
    *evidence.addresses,
    *ledger.addresses,
    *attachments.addresses,
    *retraction.addresses,
    *self_evaluation.addresses,
    *why.addresses,
    *archive.addresses,
]

handler404 = faults.missing
handler500 = faults.broken
