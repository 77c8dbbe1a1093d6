"""Vouchers on paper, always in Vietnamese, the law's language: one, or a month of them in volumes."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.dong import Dong
from ecoop.kernel.paper import PDF_TYPE, typeset
from ecoop.kernel.words import vnd_in_words
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.queries.party_moves import list_postings_of_documents
from ecoop.parties.queries import find_identity, get_organisation
from ecoop.vouchers.calc.cash import CASH_COUNT_PAPER
from ecoop.vouchers.calc.papers import voucher_as_data
from ecoop.vouchers.calc.vouchers import VOUCHER
from ecoop.vouchers.errors import NothingToPrint
from ecoop.vouchers.models import CounterpartyVersion, Voucher
from ecoop.vouchers.queries.cash import CashCountFacts, list_notes
from ecoop.vouchers.queries.lists import VouchersWanted, list_voucher_ids, stream_vouchers
from ecoop.vouchers.queries.one import list_drafts
from ecoop.vouchers.queries.parties import counterparties_now, name_parties
from ecoop.vouchers.queries.rules import Office, get_office

ZIP_TYPE = "application/zip"
# So many vouchers make one PDF, so that no print takes more memory than a small server has.
VOLUME_VOUCHERS = 150
MONTH_VOUCHERS_MAX = 20_000
LIST_OF_PAYMENTS, TIMESHEET = "09-TT", "01a-LĐTL"
_REGIME = "tt-71-2024"
_TEMPLATE = "vouchers/papers.typ"
_IN_MEMORY_MAX = 1024 * 1024


@dataclass(frozen=True)
class PaperFile:
    """A print in an open file, at its beginning; whoever hands it out closes it."""

    file: IO[bytes]
    name: str
    content_type: str


def print_vouchers(*, org_id: UUID, voucher_ids: Sequence[UUID], made_at: datetime, paper: str = "") -> bytes:
    """Print vouchers in the order given, on their own forms, or all on one form.

    Raises:  NothingToPrint
    Queries: about 12
    """
    with override("vi"):
        papers = list(_papers(org_id, voucher_ids, paper))
        if not papers:
            raise NothingToPrint(month="—")
        return _typeset(org_id, papers, made_at)


def open_month_of_papers(
    *, org_id: UUID, office: Office, wanted: VouchersWanted, name: str, made_at: datetime
) -> PaperFile:
    """Print all vouchers that are asked for: one PDF, or a zip of volumes of 150 when there are more.

    Raises:  NothingToPrint
    Queries: about 12 for every 150 vouchers
    """
    ids = list_voucher_ids(org_id=org_id, office=office, wanted=wanted, limit=MONTH_VOUCHERS_MAX)
    if not ids:
        raise NothingToPrint(month=name)
    volumes = [ids[start : start + VOLUME_VOUCHERS] for start in range(0, len(ids), VOLUME_VOUCHERS)]
    file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY_MAX)  # noqa: SIM115  # The answer closes it.
    if len(volumes) == 1:
        file.write(print_vouchers(org_id=org_id, voucher_ids=ids, made_at=made_at))
    else:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for number, volume in enumerate(volumes, 1):
                content = print_vouchers(org_id=org_id, voucher_ids=volume, made_at=made_at)
                archive.writestr(f"{name}-{number:03}.pdf", content)
    file.seek(0)
    ending, content_type = ("pdf", PDF_TYPE) if len(volumes) == 1 else ("zip", ZIP_TYPE)
    return PaperFile(file, f"{name}.{ending}", content_type)


def print_cash_count(*, org_id: UUID, count: CashCountFacts, made_at: datetime) -> bytes:
    """Print a count of the cash box, form 08a-TT.

    Queries: 2
    """
    with override("vi"):
        law = lawbook.on(count.counted_on)
        labels = {note.worth_vnd: note.label for note in list_notes(law=law)}
        pieces = [
            {"label": labels.get(worth, str(worth)), "count": pieces, "vnd": worth * pieces}
            for worth, pieces in count.pieces
        ]
        paper = {
            "layout": "cash_count",
            "form": CASH_COUNT_PAPER,
            "title": _title(get_office(law=law), CASH_COUNT_PAPER),
            "number": count.number,
            "on": count.counted_on,
            "pieces": pieces,
            "counted": count.counted_vnd,
            "book": count.book_vnd,
            "difference": count.difference_vnd,
            "reason": count.reason,
            "people": list(count.people),
        }
        return _typeset(org_id, [paper], made_at)


def print_payments(
    *, org_id: UUID, office: Office, wanted: VouchersWanted, made_at: datetime, subject: str = ""
) -> bytes:
    """Print the list of payments that are asked for, form 09-TT.

    Raises:  NothingToPrint
    Queries: about 10 for every 2,000 vouchers
    """
    with override("vi"):
        found = stream_vouchers(org_id=org_id, office=office, wanted=wanted)
        rows = [row for row in found if not row.is_taken_back]
        if not rows:
            raise NothingToPrint(month=f"{wanted.starts_on or ''}")
        total = Dong(sum(row.total_vnd for row in rows))
        paper = {
            "layout": "payments",
            "form": LIST_OF_PAYMENTS,
            "title": _title(office, LIST_OF_PAYMENTS),
            "number": "",
            "on": rows[-1].on,
            "subject": subject,
            "lines": [
                {"number": f"{row.paper} {row.number}", "on": row.on, "text": row.text, "vnd": row.total_vnd}
                for row in rows
            ],
            "total_vnd": total,
            "in_words": vnd_in_words(total),
        }
        return _typeset(org_id, [paper], made_at)


def print_timesheet(*, org_id: UUID, month: date, made_at: datetime) -> bytes:
    """Print an empty timesheet of a month with the names of the workers, form 01a-LĐTL.

    Queries: 3
    """
    with override("vi"):
        rows = counterparties_now(org_id=org_id).filter(kind="worker", is_retired=False)
        paper = {
            "layout": "timesheet",
            "form": TIMESHEET,
            "title": _title(get_office(law=lawbook.on(month)), TIMESHEET),
            "number": "",
            "on": month,
            "names": list(rows.order_by("name").values_list("name", flat=True)),
        }
        return _typeset(org_id, [paper], made_at)


def _papers(org_id: UUID, voucher_ids: Sequence[UUID], paper: str) -> Iterator[Mapping[str, Any]]:
    found = Voucher.objects.filter(org_id=org_id).in_bulk(list(voucher_ids))
    vouchers = [found[each] for each in voucher_ids if each in found]
    postings = list_postings_of_documents(org_id=org_id, document_kind=VOUCHER, document_ids=list(found))
    drafts = list_drafts(org_id=org_id, vouchers=vouchers)
    parties = {line.party_id for draft in drafts for line in draft.lines if line.party_id}
    names = name_parties(org_id=org_id, ids=parties)
    rows = CounterpartyVersion.objects.filter(org_id=org_id, counterparty_id__in=parties).order_by("recorded_at")
    addresses = dict(rows.values_list("counterparty_id", "address"))
    for voucher, draft in zip(vouchers, drafts, strict=True):
        code = paper or voucher.paper
        yield voucher_as_data(
            draft=draft,
            paper=code,
            title=_title(get_office(law=lawbook.on(voucher.voucher_on)), code),
            total_vnd=Dong(voucher.total_vnd),
            postings=postings.get(voucher.id, ()),
            names=names,
            address=addresses.get(voucher.counterparty_id, "") if voucher.counterparty_id else "",
        )


def _title(office: Office, code: str) -> str:
    return office.say_paper(code=code)


def _typeset(org_id: UUID, papers: Sequence[Mapping[str, Any]], made_at: datetime) -> bytes:
    organisation, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    regime = lawbook.get_source(_REGIME)
    on = date.fromisoformat(str(regime["issued_on"]))
    data = {
        "org": {
            "name": organisation.name,
            "address": identity.address_line if identity else "",
            "tax_code": identity.tax_code if identity else "",
        },
        "regime": {"number": regime["number"], "day": on.day, "month": on.month, "year": on.year},
        "papers": list(papers),
    }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)
