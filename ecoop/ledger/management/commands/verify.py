"""Prove the books: `ecoop verify [--org SLUG]`."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from ecoop.kernel.commands import EcoopCommand
from ecoop.ledger.errors import BooksAreWrong
from ecoop.ledger.queries.verification import list_verifiable, verify_all


class Command(EcoopCommand):
    """Recompute every balance and seal, ask every check, and name the first thing wrong in words.

    It works as the application does, organisation by organisation inside the walls, so that it proves what
    people see and needs no right that a thief could use.
    """

    help = "Recompute every balance, every seal and every check, and name the first thing wrong"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the choice of one organisation, and how many to verify at once."""
        parser.add_argument("--org", dest="slug", help="only this organisation (its short name)")
        parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="organisations at once")

    def answer(self, *, slug: str | None, at_once: int, **_options: Any) -> dict[str, Any]:
        """Verify, and sum up; the exit status is 2 if anything is wrong."""
        began = time.monotonic()
        organisations = list_verifiable(slug=slug)
        wrong: list[dict[str, Any]] = []
        sizes = [0, 0, 0]
        names = {organisation.id: organisation.slug for organisation in organisations}
        for verified in verify_all(org_ids=list(names), at_once=at_once):
            sizes = [
                size + more
                for size, more in zip(sizes, (verified.entries, verified.postings, verified.seals), strict=True)
            ]
            wrong += [
                {"org": names[verified.org_id], "domain": found.domain, "check": found.check, "thing": found.thing}
                for found in verified.findings
            ]
        if wrong:
            raise BooksAreWrong(findings=wrong, **wrong[0])
        seconds = time.monotonic() - began
        entries, postings, seals = sizes
        return {
            "organisations": len(names), "entries": entries, "postings": postings, "seals": seals,
            "seconds": round(seconds, 3), "wrong": [],
        }  # fmt: skip

    def show(self, answer: dict[str, Any], **_options: Any) -> None:
        """Show what was verified."""
        table = Table(_("Organisations"), _("Entries"), _("Postings"), _("Seals"), _("Seconds"))
        names = ("organisations", "entries", "postings", "seals", "seconds")
        table.add_row(*(escape(f"{answer[name]:,}") for name in names))
        self.console.print(table)
        self.console.print("[green]✓[/] " + _("Every balance, every seal and every check is right."))
