"""Books of trade with members: the list of purchases without invoice (06-VT), the services of a member (S23)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import Dong
from ecoop.kernel.paper import typeset
from ecoop.kernel.sheets import Column, SheetDraft
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import ParticularsDraft
from ecoop.members.errors import MemberUnknown, PaperIsTooLong
from ecoop.members.models import Member
from ecoop.members.queries.dealings import (
    DealingRow,
    DealingsWanted,
    DealingTotals,
    stream_dealings,
    sum_dealings,
)
from ecoop.members.queries.particulars import list_particulars
from ecoop.parties.queries import find_identity, get_organisation, map_places

# A book for the screen shows so many lines; the files hold all of them.
SHOWN_MAX = 200
# A longer paper would take longer to set than a person waits for.
PRINTED_MAX = 4_000
_TEMPLATE = "members/trade_book.typ"


@dataclass(frozen=True)
class PurchaseLine:
    """One purchase from a member without an invoice, as the list 06-VT shows it."""

    dealing_id: UUID
    on: date
    seller: str
    address: str
    id_number: str
    goods: str
    unit: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount_vnd: Dong
    number: str

    @property
    def masked_id(self) -> str:
        """Show the last four digits of the personal number, as pages do."""
        return f"•••• {self.id_number[-4:]}" if self.id_number else ""

    @property
    def is_complete(self) -> bool:
        """Tell whether the list has all that the law asks of a seller."""
        return bool(self.address and self.id_number)


@dataclass(frozen=True)
class ServiceBook:
    """What a cooperative supplied to one member in a year."""

    member_id: UUID
    number: str
    name: str
    year: int
    rows: tuple[DealingRow, ...]

    @property
    def counted(self) -> tuple[DealingRow, ...]:
        """Give the lines that count: none that a red entry took back."""
        return tuple(row for row in self.rows if not row.is_taken_back)

    @property
    def total_vnd(self) -> Dong:
        """Add up what was supplied, with its tax."""
        return Dong(sum(row.total_vnd for row in self.counted))

    @property
    def owed_vnd(self) -> Dong:
        """Add up what was supplied on credit."""
        return Dong(sum(row.total_vnd for row in self.counted if row.means == "credit"))


def sum_purchase_lines(*, org_id: UUID, starts_on: date, ends_before: date) -> DealingTotals:
    """Count and add up what was bought from members without invoices in a time.

    Queries: 3
    """
    wanted = DealingsWanted(starts_on=starts_on, ends_before=ends_before, without_invoice=True)
    return sum_dealings(org_id=org_id, wanted=wanted)


def list_purchase_lines(
    *, org_id: UUID, starts_on: date, ends_before: date, most: int | None = None
) -> list[PurchaseLine]:
    """List what was bought from members without invoices in a time, in the order of days.

    Law:     C71, form 06-VT
    Queries: 8, and 6 for every 2,000 lines
    """
    wanted = DealingsWanted(starts_on=starts_on, ends_before=ends_before, without_invoice=True)
    counted = (row for row in stream_dealings(org_id=org_id, wanted=wanted) if not row.is_taken_back)
    rows = list(islice(counted, most))
    people = list_particulars(org_id=org_id, ids={row.member_id for row in rows if row.member_id})
    places = map_places(codes={each.ward_code for each in people.values() if each.ward_code})
    return [_purchase(row, people.get(row.member_id) if row.member_id else None, places) for row in rows]


def get_service_book(*, org_id: UUID, member_id: UUID, year: int) -> ServiceBook:
    """Get the book S23 of one member: what was supplied to them in a year.

    Raises:  MemberUnknown
    Queries: 7 for every 2,000 lines
    """
    member = Member.objects.filter(org_id=org_id, id=member_id).first()
    if member is None:
        raise MemberUnknown(member=member_id)
    wanted = DealingsWanted(
        starts_on=date(year, 1, 1), ends_before=date(year + 1, 1, 1), member_id=member_id, supplied=True
    )
    rows = tuple(stream_dealings(org_id=org_id, wanted=wanted))
    return ServiceBook(member.id, member.number, member.name, year, rows)


def draft_purchase_sheet(*, org_id: UUID, lines: Sequence[PurchaseLine], starts_on: date, until_on: date) -> SheetDraft:
    """Draft the list 06-VT for Excel, in Vietnamese, with the columns of the law's table.

    Queries: 1
    """
    kinds: Mapping[str, Any] = {"on": "day", "amount": "money", "quantity": "number", "unit_price": "number"}
    columns = [Column(row["label_vi"], kinds.get(row["code"], "text"), 20) for row in _columns(starts_on)]
    return SheetDraft(
        name="06-VT",
        columns=columns,
        rows=(
            (
                *(line.on, line.seller, line.address, line.id_number, line.goods, line.unit),
                *(line.quantity, line.unit_price, line.amount_vnd, line.number),
            )
            for line in lines
        ),
        titles=(get_organisation(org_id=org_id).name, f"BẢNG KÊ MUA HÀNG (06-VT) {_days(starts_on, until_on)}"),
        totals=("Cộng", *([None] * 7), sum(line.amount_vnd for line in lines), None),
    )


def print_purchase_list(
    *, org_id: UUID, lines: Sequence[PurchaseLine], starts_on: date, until_on: date, made_at: datetime
) -> bytes:
    """Print the list 06-VT.

    Raises:  PaperIsTooLong
    Queries: 2
    """
    _refuse_long(len(lines))
    rows = [
        [
            *(format_day(line.on), line.seller, line.address, line.id_number, line.goods, line.unit),
            *(line.quantity, line.unit_price, line.amount_vnd, line.number),
        ]
        for line in lines
    ]
    return _print(
        org_id=org_id,
        form="06-VT",
        title="Bảng kê mua hàng",
        under=_days(starts_on, until_on),
        labels=[row["label_vi"] for row in _columns(starts_on)],
        kinds=["day", "text", "text", "text", "text", "text", "number", "number", "money", "text"],
        rows=rows,
        total_vnd=sum(line.amount_vnd for line in lines),
        total_at=8,
        made_at=made_at,
    )


def print_service_book(*, org_id: UUID, book: ServiceBook, made_at: datetime) -> bytes:
    """Print the book S23 of one member, with room for the member's hand.

    Raises:  PaperIsTooLong
    Queries: 2
    """
    _refuse_long(len(book.counted))
    with override("vi"):
        rows = [[*each, ""] for each in service_cells(book=book)]
    return _print(
        org_id=org_id,
        form="S23-HTX",
        title="Sổ theo dõi dịch vụ cho thành viên",
        under=f"Thành viên: {book.number} {book.name} · Năm {book.year}",
        labels=[str(label) for label in SERVICE_LABELS],
        kinds=["day", "text", "text", "text", "number", "number", "money", "money", "text", "text"],
        rows=[[format_day(row[0]), *row[1:]] for row in rows],
        total_vnd=sum(row.value_vnd for row in book.counted),
        total_at=6,
        made_at=made_at,
    )


# The law's catalogue names the book and leaves its columns to the cooperative; the printed paper is in its language.
SERVICE_LABELS = (
    "Ngày",
    "Số chứng từ",
    "Nội dung",
    "ĐVT",
    "Số lượng",
    "Đơn giá",
    "Thành tiền",
    "Thuế GTGT",
    "Thanh toán",
    "Thành viên ký",
)


def service_cells(*, book: ServiceBook) -> Iterator[tuple[Any, ...]]:
    """Give the cells of the book S23 line by line.

    Queries: 0
    """
    for row in book.counted:
        yield (
            *(row.dealt_on, row.number or row.entry_label, row.text, row.unit),
            *(row.quantity, row.unit_price, row.value_vnd, row.vat_vnd, row.means_label),
        )


def _print(*, org_id: UUID, form: str, title: str, under: str, made_at: datetime, **table: Any) -> bytes:
    coop, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    data = {
        "form": form,
        "title": title,
        "under": under,
        "coop": coop.name,
        "address": identity.address_line if identity else "",
        **table,
    }
    return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _refuse_long(lines: int) -> None:
    if lines > PRINTED_MAX:
        raise PaperIsTooLong(lines=lines, most=PRINTED_MAX)


def _columns(day: date) -> Sequence[Mapping[str, str]]:
    return lawbook.on(day).table("books/purchase-list-columns")


def _days(starts_on: date, until_on: date) -> str:
    first, last = format_day(starts_on), format_day(until_on)
    return f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"


def last_day(*, ends_before: date) -> date:
    """Give the last day of a time that ends before a day.

    Queries: 0
    """
    return ends_before - timedelta(days=1)


def _purchase(row: DealingRow, who: ParticularsDraft | None, places: Mapping[str, Any]) -> PurchaseLine:
    place = places.get(who.ward_code or "") if who else None
    parts = (who.address if who else "", f"{place.name}, {place.province_name}" if place else "")
    return PurchaseLine(
        dealing_id=row.id,
        on=row.dealt_on,
        seller=row.member_name,
        address=", ".join(part for part in parts if part),
        id_number=(who.id_number or who.code) if who else "",
        goods=row.text,
        unit=row.unit,
        quantity=row.quantity,
        unit_price=row.unit_price,
        amount_vnd=row.total_vnd,
        number=row.number,
    )
