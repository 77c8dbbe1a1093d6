"""Record a cooperative's invoices: trade with a member as a dealing, all else as a voucher."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from ecoop.invoicing.calc.booking import AmountLine, Chosen, means_of, subject_of_name
from ecoop.invoicing.calc.cooperative import BOUGHT, REVENUES, USUAL_REVENUE, WHOLE_PRICE, Parted, part_invoice
from ecoop.invoicing.errors import InvoiceLowersAnother
from ecoop.invoicing.models import Invoice
from ecoop.invoicing.queries.naming import USUAL, gross_of, seller_key, text_of
from ecoop.ledger.calc.outcomes import Outcome
from ecoop.members.actions.record_dealings import record_dealings_one_by_one
from ecoop.members.calc import DealingKind, Means
from ecoop.members.calc.dealings import DealingDraft
from ecoop.members.queries.by_tax_code import find_members_by_tax_code
from ecoop.members.queries.settling import DEALING
from ecoop.vouchers.actions.record_counterparties import record_counterparties
from ecoop.vouchers.actions.record_vouchers import record_vouchers
from ecoop.vouchers.calc.counterparties import CounterpartyDraft
from ecoop.vouchers.calc.vouchers import VOUCHER, VoucherDraft
from ecoop.vouchers.queries.parties import list_counterparties

_KINDS = {
    "merchandise": DealingKind.GOODS,
    "products": DealingKind.PRODUCT,
    "services": DealingKind.SERVICE,
    "other": DealingKind.OTHER,
}
_STOCK = ("goods", "materials")
_NAME_MAX = 300


def record_for_cooperative(
    *,
    org_id: UUID,
    sold: Sequence[Invoice],
    bought: Sequence[Invoice],
    lines: Mapping[UUID, Sequence[AmountLine]],
    chosen: Mapping[tuple[str, str], Chosen],
    by: UUID,
    now: datetime,
) -> list[tuple[str, Outcome]]:
    """Record what was sold and bought; the law chooses the side of trade with a member.

    Law:     L17 Art. 4, clauses 1 and 2; C71 Appendix I, accounts 511, 512, 156, 152, 642, 133, 3331
    Shape:   the kind of document and what became of it, one for each invoice
    Queries: about 45 for any number of invoices
    """
    lowering = [row for row in (*sold, *bought) if gross_of(row) < 0]
    refused = [(VOUCHER, Outcome(row.id, "refused", InvoiceLowersAnother(invoice=text_of(row)))) for row in lowering]
    sold, bought = (tuple(row for row in rows if row not in lowering) for rows in (sold, bought))
    party_codes = {row.id: _digits(row.buyer_tax_code) for row in sold}
    party_codes |= {row.id: _digits(row.seller_tax_code) for row in bought}
    members = find_members_by_tax_code(org_id=org_id, tax_codes=set(party_codes.values()))
    dealings, strangers = [], []
    for row in sold:
        member_id = members.get(party_codes[row.id])
        revenue = _revenue(lines[row.id], chosen)
        if member_id:
            dealings.append(_dealing(row, member_id, _KINDS[revenue], _part(row)))
        else:
            strangers.append((row, "sale-external", {"revenue": revenue}, _part(row)))
    for row in bought:
        value = chosen.get(seller_key(row), USUAL).value
        what = _what(value)
        member_id = members.get(party_codes[row.id])
        if member_id and what in _STOCK:
            dealings.append(_dealing(row, member_id, DealingKind.PURCHASE, _part_bought(row, value)))
        else:
            facts = {"what": what, "input": "goods", "side": "none"}
            strangers.append((row, "purchase", facts, _part_bought(row, value)))
    known = _know(org_id, [row for row, *_rest in strangers], party_codes, {row.id for row in sold}, by, now)
    drafts = [
        _voucher(row, rule, facts, parted, known.get(party_codes[row.id])) for row, rule, facts, parted in strangers
    ]
    outcomes = record_dealings_one_by_one(org_id=org_id, dealings=dealings, by=by, now=now) if dealings else []
    return [
        *refused,
        *((DEALING, each) for each in outcomes),
        *((VOUCHER, each) for each in record_vouchers(org_id=org_id, vouchers=drafts, by=by, now=now)),
    ]


def _part(invoice: Invoice) -> Parted:
    return part_invoice(gross_vnd=gross_of(invoice), vat=invoice.vat)


def _part_bought(invoice: Invoice, value: str) -> Parted:
    """Leave the tax in the price where it was said not to be deducted."""
    return part_invoice(gross_vnd=gross_of(invoice), vat=None if value.endswith(WHOLE_PRICE) else invoice.vat)


def _digits(tax_code: str) -> str:
    return "".join(letter for letter in tax_code if letter.isdigit())


def _revenue(lines: Sequence[AmountLine], chosen: Mapping[tuple[str, str], Chosen]) -> str:
    """Take the kind of the first thing sold for the whole invoice."""
    kinds = (chosen.get(("sold", subject_of_name(line.name)), USUAL).value for line in lines)
    first = next(kinds, USUAL_REVENUE)
    return first if first in REVENUES else USUAL_REVENUE


def _what(value: str) -> str:
    what = value.removesuffix(WHOLE_PRICE)
    return what if what in BOUGHT else BOUGHT[0]


def _dealing(invoice: Invoice, member_id: UUID, kind: DealingKind, parted: Parted) -> DealingDraft:
    return DealingDraft(
        id=invoice.id,
        dealt_on=invoice.issued_on,
        side=None,
        kind=kind,
        means=Means(means_of(invoice.payment)),
        text=text_of(invoice),
        value_vnd=parted.value_vnd,
        vat_vnd=parted.vat_vnd or None,
        member_id=member_id,
        number=f"{invoice.form}{invoice.symbol} {invoice.number}",
    )


def _voucher(
    invoice: Invoice, rule: str, facts: Mapping[str, str], parted: Parted, counterparty_id: UUID | None
) -> VoucherDraft:
    return VoucherDraft(
        id=invoice.id,
        voucher_on=invoice.issued_on,
        rule=rule,
        facts={**facts, "means": means_of(invoice.payment)},
        amounts={"amount_vnd": parted.value_vnd, "vat_vnd": parted.vat_vnd},
        text=text_of(invoice),
        counterparty_id=counterparty_id,
        attached_count=1,
        attached_papers=f"{invoice.form}{invoice.symbol} {invoice.number}",
    )


def _know(
    org_id: UUID,
    invoices: Iterable[Invoice],
    party_codes: Mapping[UUID, str],
    sold_ids: set[UUID],
    by: UUID,
    now: datetime,
) -> dict[str, UUID]:
    """Know the other party of each invoice by the tax code; who is new is recorded as the invoice names them."""
    known = {_digits(each.tax_code): each.id for each in list_counterparties(org_id=org_id) if each.tax_code}
    fresh: dict[str, CounterpartyDraft] = {}
    for invoice in invoices:
        code = party_codes[invoice.id]
        is_sold = invoice.id in sold_ids
        name = (invoice.buyer_name if is_sold else invoice.seller_name)[:_NAME_MAX].strip()
        if code and name and code not in known and code not in fresh:
            kind = "customer" if is_sold else "supplier"
            fresh[code] = CounterpartyDraft(id=uuid5(org_id, code), name=name, kind=kind, tax_code=code)
    record_counterparties(org_id=org_id, counterparties=list(fresh.values()), by=by, now=now)
    return {**known, **{code: draft.id for code, draft in fresh.items()}}
