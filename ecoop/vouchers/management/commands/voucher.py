"""Vouchers from the command line: `ecoop voucher rules`, `… record FILE.json --org SLUG`, `… print`, `… check`."""

import shutil
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone
from pydantic import ValidationError
from rich.markup import escape
from rich.table import Table

from ecoop.access.queries import find_somebody_who_may
from ecoop.kernel.commands import EcoopCommand
from ecoop.kernel.dates import next_month_start, vietnam_day
from ecoop.kernel.walls import inside_organisation
from ecoop.lawbook import queries as lawbook
from ecoop.parties.queries import find_organisation
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.api.vouchers import VouchersIn, draft_of
from ecoop.vouchers.errors import MonthNotUnderstood, NobodyToActFor, VoucherFileNotUnderstood
from ecoop.vouchers.queries import Office, VouchersWanted, get_office
from ecoop.vouchers.queries.papers import open_month_of_papers
from ecoop.vouchers.queries.truth import list_misposted

_BYTES_MAX = 32 * 1024 * 1024


class Command(EcoopCommand):
    """List what vouchers may record; record a file of them, print those of a month, check those of a year."""

    help = "Record and print vouchers of a cooperative"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer the group's verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rules", help="the rules by which the office records, with what each asks")
        record = verbs.add_parser("record", help="record the vouchers of a JSON file; a good one is kept")
        record.add_argument("file", type=Path)
        print_month = verbs.add_parser("print", help="print the vouchers of a month: one PDF, or a zip of volumes")
        print_month.add_argument("month", help="2026-03")
        print_month.add_argument("file", type=Path)
        check = verbs.add_parser("check", help="whether the books say of every voucher of a year what its rule says")
        check.add_argument("year", type=int)
        for verb in (record, print_month, check):
            verb.add_argument("--org", dest="slug", required=True, help="the organisation's short name")
            verb.add_argument("--as", dest="person", help="phone or e-mail of who acts (default: who may)")

    def answer(self, *, verb: str, **options: Any) -> Any:
        """Do what the verb says."""
        now = timezone.now()
        office = get_office(law=lawbook.on(vietnam_day(now)))
        if verb == "rules":
            return _rules(office)
        if verb == "record":
            return _record(options["file"], _walls(options, "documents.record"), now)
        if verb == "check":
            return _check(options["year"], _walls(options, "documents.read"))
        return _print(options["month"], options["file"], _walls(options, "documents.read"), office, now)

    def show(self, answer: Any, *, verb: str, **_options: Any) -> None:
        """Show rules and outcomes as tables, a print by its file."""
        if verb == "print":
            self.console.print(escape(answer["file"]))
            return
        if verb == "check":
            self.console.print(escape("\n".join(answer["misposted"])) or "✓")
            return
        table = Table(*(answer[0] if answer else ()))
        for row in answer:
            table.add_row(*(escape(str(cell)) for cell in row.values()))
        self.console.print(table)


def _rules(office: Office) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule.name,
            "label": office.say_rule(name=rule.name),
            "facts": "; ".join(f"{each.name}={'|'.join(each.values)}" for each in rule.questions),
            "amounts": ", ".join(f"{each.name}{'?' if each.is_optional else ''}" for each in rule.amounts),
            "party": rule.party,
        }
        for rule in office.rules.values()
    ]


def _record(file: Path, walls: dict[str, UUID], now: datetime) -> list[dict[str, Any]]:
    try:
        with file.open("rb") as opened:
            sent = VouchersIn.model_validate_json(opened.read(_BYTES_MAX))
    except (OSError, ValidationError) as wrong:
        raise VoucherFileNotUnderstood(path=file, why=str(wrong).splitlines()[0]) from None
    drafts = [draft_of(each) for each in sent.vouchers]
    with inside_organisation(**walls):
        outcomes = record_vouchers(org_id=walls["org_id"], vouchers=drafts, by=walls["person_id"], now=now)
    return [
        {
            "id": str(each.id),
            "status": each.status,
            "entry": each.entry_label,
            "refused": each.refusal.said_text if each.refusal else "",
        }
        for each in outcomes
    ]


def _check(year: int, walls: dict[str, UUID]) -> dict[str, list[str]]:
    starts_on, ends_before = date(year, 1, 1), date(year + 1, 1, 1)
    with inside_organisation(**walls):
        wrong = list_misposted(org_id=walls["org_id"], starts_on=starts_on, ends_before=ends_before)
    return {"misposted": wrong}


def _print(month: str, file: Path, walls: dict[str, UUID], office: Office, now: datetime) -> dict[str, str]:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise MonthNotUnderstood(month=month) from None
    wanted = VouchersWanted(starts_on=first, ends_before=next_month_start(first))
    with inside_organisation(**walls):
        paper = open_month_of_papers(
            org_id=walls["org_id"], office=office, wanted=wanted, name=f"vouchers-{month}", made_at=now
        )
    with paper.file as printed, file.open("wb") as out:
        shutil.copyfileobj(printed, out)
    return {"file": str(file), "content_type": paper.content_type}


def _walls(options: dict[str, Any], permission: str) -> dict[str, UUID]:
    """Find the organisation, and somebody who may act there: who is named, else the first."""
    organisation = find_organisation(slug=options["slug"])
    refusal = NobodyToActFor(slug=options["slug"], person=options["person"] or "—")
    if organisation is None:
        raise refusal
    person_id = find_somebody_who_may(
        organisation=organisation, permission=permission, phone_or_email=options["person"]
    )
    if person_id is None:
        raise refusal
    return {"org_id": organisation.id, "person_id": person_id}
