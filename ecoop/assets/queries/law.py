"""What the law says of assets on a day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from ecoop.assets.calc.coming import Limits
from ecoop.assets.calc.drafts import SourceRule, read_source_rules
from ecoop.assets.calc.words import Kind
from ecoop.assets.errors import BooksAreOfAnotherKind
from ecoop.kernel.refusals import Citation
from ecoop.lawbook import queries as lawbook
from ecoop.lawbook.queries import Law
from ecoop.ledger.calc.rules import PostingRule
from ecoop.ledger.queries import find_books, list_posting_rules

CHART = "cooperative"


def get_rules(*, org_id: UUID, on: date) -> Mapping[str, PostingRule]:
    """Get the posting rules for assets; they are those of cooperatives.

    Raises:  BooksAreOfAnotherKind
    Queries: 1
    """
    books = find_books(org_id=org_id)
    if books is None or books.chart != CHART:
        raise BooksAreOfAnotherKind()
    return list_posting_rules(regime=CHART, law=lawbook.on(max(on, books.starts_on)))


def first_day_of(*, org_id: UUID) -> date:
    """Tell from which day on the books go; what came before is judged by the law of that day.

    Raises:  BooksAreOfAnotherKind
    Queries: 1
    """
    books = find_books(org_id=org_id)
    if books is None or books.chart != CHART:
        raise BooksAreOfAnotherKind()
    return books.starts_on


def list_source_rules(*, law: Law) -> dict[str, SourceRule]:
    """List the sources of money, and which assets each may form.

    Law:     cooperative/asset-sources
    Queries: 0
    """
    return read_source_rules(rows=law.table("cooperative/asset-sources"))


def list_state_sources(*, law: Law) -> frozenset[str]:
    """List the sources that are the State's.

    Law:     cooperative/asset-sources
    Queries: 0
    """
    return frozenset(rule.code for rule in list_source_rules(law=law).values() if rule.is_state)


def get_limits(*, law: Law) -> Limits:
    """Get what the law asks of an asset that comes.

    Law:     cooperative/asset-sources, cooperative/undivided-assets, cooperative/assets/*
    Queries: 0
    """
    return Limits(
        sources=list_source_rules(law=law),
        letters=frozenset(row["code"] for row in law.table("cooperative/undivided-assets")),
        fund_law=cite_act(law=law, act="fund_use"),
        designation_law=cite_act(law=law, act="designation"),
        least_cost_vnd=law.dong("cooperative/assets/fixed_asset_vnd_min"),
        least_years=law.whole("cooperative/assets/fixed_asset_years_min"),
    )


def cite_act(*, law: Law, act: str) -> Citation:
    """Cite the article of one act about undivided assets.

    Law:     cooperative/asset-acts
    Queries: 0
    """
    (row,) = [row for row in law.table("cooperative/asset-acts") if row["act"] == act]
    return Citation(row["document"], row["article"])


def list_grounds(*, law: Law) -> dict[str, str]:
    """List when an asset may be valued anew, in the reader's language.

    Law:     cooperative/revaluation-grounds
    Queries: 0
    """
    return {row["ground"]: label_of(row) for row in law.table("cooperative/revaluation-grounds")}


def list_letters(*, law: Law) -> dict[str, str]:
    """List the kinds of undivided assets by their letter, in the reader's language.

    Law:     cooperative/undivided-assets
    Queries: 0
    """
    return {row["code"]: label_of(row) for row in law.table("cooperative/undivided-assets")}


def list_source_words(*, law: Law, kind: str = "") -> dict[str, str]:
    """List the sources that may form a kind of asset (any kind when none is named), in the reader's language.

    Law:     cooperative/asset-sources
    Queries: 0
    """
    rules = list_source_rules(law=law).values()
    return {
        rule.code: label_of({"label_vi": rule.label_vi, "label_en": rule.label_en})
        for rule in rules
        if not kind or kind in rule.kinds
    }


def wear_starts(*, law: Law) -> str:
    """Tell how the first and the last month of wear count.

    Law:     cooperative/assets/wear_starts
    Queries: 0
    """
    return law.switch("cooperative/assets/wear_starts")


def is_worn_monthly(*, law: Law, kind: str) -> bool:
    """Tell whether the wear of a kind of asset is posted month by month; else once, in December.

    Law:     cooperative/assets/welfare_wear
    Queries: 0
    """
    return kind != Kind.WELFARE or law.switch("cooperative/assets/welfare_wear") == "monthly"


def label_of(row: Mapping[str, str]) -> str:
    """Give the label of a row of a table in the reader's language.

    Queries: 0
    """
    return row["label_vi"] if (get_language() or "vi") == "vi" else row["label_en"]
