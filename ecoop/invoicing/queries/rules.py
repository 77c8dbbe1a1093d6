"""What the law says about reading invoices, gathered once for a whole pile."""

from datetime import date

from ecoop.invoicing.calc import KnownSigner, ReadingRules
from ecoop.lawbook import queries as lawbook


def get_reading_rules(*, today: date) -> ReadingRules:
    """Get what a reader has to know of the law.

    Law:     einvoice/authority-signers, einvoice/symbol/pattern, einvoice/oldest_on
    Queries: 0
    """
    law = lawbook.on(today)
    rows = law.table("einvoice/authority-signers")
    return ReadingRules(
        authorities=tuple(KnownSigner(row["subject"], row["issuer"], row["fingerprint"]) for row in rows),
        symbol_pattern=str(law.value("einvoice/symbol/pattern")),
        oldest_on=date.fromisoformat(str(law.value("einvoice/oldest_on"))),
        read_on=today,
    )
