"""The sums of the ledger: drafts, posting rules, seals. No database, clock, settings or files."""

from ecoop.ledger.calc.drafts import EntryDraft, EntryKind, PostedEntry, Posting, Side, reverse, sum_by_account
from ecoop.ledger.calc.rules import PostingRule, get_rule, postings_by_rule, read_rules

__all__ = [
    "EntryDraft",
    "EntryKind",
    "PostedEntry",
    "Posting",
    "PostingRule",
    "Side",
    "get_rule",
    "postings_by_rule",
    "read_rules",
    "reverse",
    "sum_by_account",
]
