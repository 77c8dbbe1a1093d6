"""The register as files: Excel with every field of Art. 15, and the paper, always in Vietnamese, the law's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import override

from ecoop.kernel.dates import format_day
from ecoop.kernel.dong import format_dong
from ecoop.kernel.paper import typeset
from ecoop.kernel.sheets import Column, SheetDraft
from ecoop.lawbook import queries as lawbook
from ecoop.members.calc import ParticularsDraft, PartyKind
from ecoop.members.queries.capital import ContributionLine, list_contributions
from ecoop.members.queries.certificates import CertificateLine, list_valid_certificates
from ecoop.members.queries.particulars import KIND_WORDS, list_particulars
from ecoop.members.queries.register import TYPE_WORDS, MemberLine, MembersWanted, list_members_page
from ecoop.parties.queries import find_identity, get_organisation, map_places

# So many members make one PDF; the sheet of Excel takes all of them.
VOLUME_LINES = 1_000
_BATCH = 2_000
_TEMPLATE = "members/register.typ"
_FIELDS = "cooperative/register-fields"


@dataclass(frozen=True)
class RegisterRow:
    """A member with every field that the law asks the register to hold."""

    line: MemberLine
    who: ParticularsDraft
    is_known: bool
    place: str
    contributions: tuple[ContributionLine, ...]
    certificate: str

    def cells(self) -> list[Any]:
        """Give the row as it is written."""
        is_person = self.who.kind in (PartyKind.INDIVIDUAL, PartyKind.HOUSEHOLD)
        address = ", ".join(part for part in (self.who.address, self.place) if part)
        moves = self.contributions
        return [
            self.line.number,
            self.line.name,
            str(KIND_WORDS[self.who.kind.value]) if self.is_known else "",
            str(TYPE_WORDS[self.line.type]) if self.line.type else "",
            address,
            self.who.nationality if self.is_known else "",
            self.who.id_number if is_person else "",
            "" if is_person else self.who.code,
            self.who.representative_name,
            self.line.admitted_on,
            self.line.left_on,
            self.line.paid_in_vnd,
            f"{self.line.capital_ratio * 100:.4f}".rstrip("0").rstrip(".") + " %",
            "; ".join(f"{move.on:%d/%m/%Y}" for move in moves),
            "; ".join(_asset(move) for move in moves),
            self.certificate,
        ]


def draft_register_sheet(*, org_id: UUID, day: date) -> SheetDraft:
    """Draft the register of a day as a sheet, written row by row.

    Law:     L17 Art. 15; cooperative/register-fields
    Queries: 4, and 7 per 2,000 members
    """
    with override("vi"):
        labels = _labels(day)
        titles = _titles(org_id, day)
    kinds: Mapping[int, Any] = {9: "day", 10: "day", 11: "money"}
    columns = [Column(label, kinds.get(at, "text")) for at, label in enumerate(labels)]
    rows = (row.cells() for row in _in_vietnamese(_rows(org_id=org_id, day=day, after="", most=None)))
    return SheetDraft(name="Sổ đăng ký thành viên", columns=columns, rows=rows, titles=titles)


def print_register(*, org_id: UUID, day: date, after: str, made_at: datetime) -> bytes:
    """Print up to a thousand members of the register of a day, those that come after a number.

    Law:     L17 Art. 15
    Queries: 12
    """
    with override("vi"):
        rows = [row.cells() for row in _rows(org_id=org_id, day=day, after=after, most=VOLUME_LINES)]
        data = {
            "titles": _titles(org_id, day),
            "labels": _labels(day),
            "rows": [[_written(cell) for cell in row] for row in rows],
            "day": format_day(day),
        }
        return typeset(template=_TEMPLATE, data=data, made_at=made_at)


def _rows(*, org_id: UUID, day: date, after: str, most: int | None) -> Iterator[RegisterRow]:
    left = most
    while left is None or left > 0:
        wanted = MembersWanted(after=after, most=min(_BATCH, left) if left is not None else _BATCH)
        lines = list_members_page(org_id=org_id, day=day, wanted=wanted)
        if not lines:
            return
        yield from _described(org_id, day, lines)
        after = lines[-1].number
        left = None if left is None else left - len(lines)


def _described(org_id: UUID, day: date, lines: Sequence[MemberLine]) -> Iterator[RegisterRow]:
    ids = [line.id for line in lines]
    people = list_particulars(org_id=org_id, ids=ids, day=day)
    places = map_places(codes={who.ward_code for who in people.values() if who.ward_code})
    certificates = list_valid_certificates(org_id=org_id, day=day, ids=ids)
    moves: dict[UUID, list[ContributionLine]] = {}
    for move in list_contributions(org_id=org_id, ids=ids, ends_before=day + timedelta(days=1)):
        if not move.is_taken_back:
            moves.setdefault(move.member_id, []).append(move)
    for line in lines:
        who = people.get(line.id, ParticularsDraft())
        place = places.get(who.ward_code or "")
        yield RegisterRow(
            line=line,
            who=who,
            is_known=line.id in people,
            place=f"{place.name}, {place.province_name}" if place else "",
            contributions=tuple(moves.get(line.id, ())),
            certificate=_certificate(certificates.get(line.id)),
        )


def _in_vietnamese(rows: Iterator[RegisterRow]) -> Iterator[RegisterRow]:
    """Read and write each row in the law's language, whoever the sheet is written for."""
    while True:
        with override("vi"):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _labels(day: date) -> list[str]:
    """Give the heads of the columns: the law's own words where it has them."""
    said = {row["code"]: row["label_vi"] for row in lawbook.on(day).table(_FIELDS)}
    return [
        "Số thành viên", f"{said['full_name']} / {said['organisation_name']}", "Đối tượng", "Loại thành viên",
        f"{said['contact_address']} / {said['organisation_address']}", said["nationality"], said["personal_id"],
        said["organisation_code"], "Người đại diện", "Ngày kết nạp", "Ngày chấm dứt", "Vốn góp (đồng)", "Tỷ lệ vốn góp",
        said["contributed_on"], said["asset"], said["certificate"],
    ]  # fmt: skip


def _titles(org_id: UUID, day: date) -> list[str]:
    cooperative, identity = get_organisation(org_id=org_id), find_identity(org_id=org_id)
    return [
        cooperative.name,
        f"Mã số: {identity.tax_code if identity else ''}",
        f"Địa chỉ trụ sở chính: {identity.address_line if identity else ''}",
        "SỔ ĐĂNG KÝ THÀNH VIÊN",
        f"Tại ngày {format_day(day)} (Điều 15, Luật Hợp tác xã số 17/2023/QH15)",
    ]


def _asset(move: ContributionLine) -> str:
    asset = move.asset
    what = f"{asset.what} ({asset.quantity.normalize():f} {asset.unit})" if asset else move.means_label or move.label
    return f"{what}: {format_dong(move.amount_vnd)}"


def _certificate(line: CertificateLine | None) -> str:
    return f"{line.label}, {line.issued_on:%d/%m/%Y}" if line else ""


def _written(cell: Any) -> str:
    if isinstance(cell, date):
        return format_day(cell)
    return format_dong(cell) if isinstance(cell, int) else str(cell or "")
