"""What may happen in foreign money, as the law book has it on a day."""

from dataclasses import dataclass

from ecoop.lawbook.calc import Law, in_words
from ecoop.vouchers.errors import CurrencySaysNothing


@dataclass(frozen=True)
class CurrencyEvent:
    """Something that may happen in foreign money: by which rule, where to and from, and who must be named."""

    event: str
    rule: str
    to: tuple[str, ...]
    from_: tuple[str, ...]
    party: str
    is_for_dong: bool
    label_vi: str
    label_en: str

    @property
    def label(self) -> str:
        """Name it in the active language."""
        return in_words(vars(self), name="label")


def list_currency_events(*, law: Law) -> list[CurrencyEvent]:
    """List what may happen in foreign money, in the order of the table.

    Queries: 0
    """
    return [
        CurrencyEvent(
            row["event"],
            row["rule"],
            tuple(row["goes_to"].split()),
            tuple(row["comes_from"].split()),
            row["party"],
            row["dong"] == "yes",
            row["label_vi"],
            row["label_en"],
        )
        for row in law.table("cooperative/currency-events")
    ]


def get_currency_event(*, law: Law, event: str) -> CurrencyEvent:
    """Get one thing that may happen in foreign money.

    Raises: CurrencySaysNothing
    Queries: 0
    """
    for each in list_currency_events(law=law):
        if each.event == event:
            return each
    raise CurrencySaysNothing()
