"""Tables: organisations, accounts, drafts and uploads that wait, jobs, the index of projects, acts on a server."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from youju.model.organisation import ROLE_NAMES

ROLES = [(role.value, name) for role, name in ROLE_NAMES.items()]


class Organisation(models.Model):
    """A public body in the tree. ``code`` names its folder and its acts; the first body's code is ``main``."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, db_index=True)  # /main/u2/: whoever stands below starts with it

    class Meta:
        """Order and uniqueness."""

        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["Account"]):
    """Accounts come with their organisation: every page asks for both."""

    def get_queryset(self) -> models.QuerySet[Account]:
        """All accounts, each with its organisation."""
        return super().get_queryset().select_related("organisation")


class Account(AbstractBaseUser):
    """A person who signs in, in one role and one organisation."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=ROLES)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]
    objects = Accounts()

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """One act of one unit's stream: the truth of a server. Guarded by triggers against change and removal."""

    unit = models.CharField(max_length=40)
    stream = models.CharField(max_length=600)
    sequence = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    document = models.TextField()  # the canonical bytes of the whole act

    class Meta:
        """Order and uniqueness."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "stream", "sequence"], name="act_once")]

    def __str__(self) -> str:
        return f"{self.unit}/{self.stream}#{self.sequence}"


class ProjectRow(models.Model):
    """The index entry of one dossier: derived from its acts and its sheet, rebuilt at any time."""

    key = models.CharField(max_length=16, unique=True)
    unit = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="projects")
    stream = models.CharField(max_length=600)
    year = models.PositiveIntegerField(db_index=True)
    name = models.CharField(max_length=600)
    category = models.CharField(max_length=120, blank=True)
    money = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    phase = models.CharField(max_length=20, db_index=True)
    indicators = models.PositiveIntegerField()
    doubts = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    hints = models.PositiveIntegerField()
    acts = models.PositiveIntegerField()
    last_at = models.CharField(max_length=40)
    last_by = models.CharField(max_length=120)
    state = models.CharField(max_length=64, blank=True)  # what the sheet below was computed from
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    open_weight = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    provisional = models.BooleanField(default=True)
    grade = models.CharField(max_length=20, blank=True)
    execution = models.CharField(max_length=40, blank=True)  # the rate in words, 86.18%

    class Meta:
        """Order and uniqueness."""

        ordering: ClassVar = ["-year", "unit_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "stream"], name="project_once")]
        indexes: ClassVar = [models.Index(fields=["-year", "name", "id"], name="project_listed")]  # as the table lists

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """Edits of one person to one project (``kind``: targets, answers …), saved as they are typed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    project = models.ForeignKey(ProjectRow, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20)
    base = models.PositiveIntegerField()  # how many acts the dossier had when the person began
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Order and uniqueness."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "project", "kind"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.project_id} {self.account_id}"


class Upload(models.Model):
    """A file that a person dropped and has not declared or imported yet: nothing of it is in a dossier or ledger."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="uploads")
    unit = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="uploads")
    purpose = models.CharField(max_length=20)  # form, dump
    ledger = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300)
    data = models.BinaryField()
    answers = models.JSONField(default=dict)  # what the person has settled so far
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Order and uniqueness."""

        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """Long work that can be left and found again: its progress, and how it ended."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="jobs")
    unit = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=20)  # import, recompute, export
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=20, default="waiting")  # waiting, running, done, failed
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    parameters = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Order and uniqueness."""

        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Product(models.Model):
    """A file that a job wrote for a person to download (an exported form)."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="product")
    name = models.CharField(max_length=300)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name
