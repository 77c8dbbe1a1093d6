"""The sums of vouchers: any rule with any amounts balances and is repeatable; every rule has its place."""

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ecoop.kernel.dong import Dong
from ecoop.kernel.ids import new_id
from ecoop.lawbook import queries as lawbook
from ecoop.ledger.calc import sum_by_account
from ecoop.ledger.queries import list_posting_rules
from ecoop.vouchers.calc.vouchers import VoucherDraft, write_voucher
from ecoop.vouchers.queries.rules import get_office

LAW = lawbook.on(date(2026, 3, 5))
OFFICE = get_office(law=LAW)
ECOOP = Path(__file__).parents[2]


@st.composite
def vouchers(draw: st.DrawFn) -> VoucherDraft:
    """Draw a voucher of any rule with any of its choices and any amounts."""
    rule = OFFICE.rules[draw(st.sampled_from(sorted(OFFICE.rules)))]
    facts = {question.name: draw(st.sampled_from(question.values)) for question in rule.questions}
    amount = st.integers(1, 10**12)
    amounts = {asked.name: Dong(draw(amount)) for asked in rule.amounts if not asked.is_optional or draw(st.booleans())}
    amounts = amounts or {rule.amounts[0].name: Dong(draw(amount))}
    return VoucherDraft(new_id(), date(2026, 3, 5), rule.name, facts, amounts, "Việc", counterparty_id=new_id())


def written(draft: VoucherDraft) -> object:
    return write_voucher(draft=draft, rules=OFFICE.rules, papers=OFFICE.papers, money=OFFICE.money)


@given(vouchers())
@settings(max_examples=300)
def test_any_rule_with_any_amounts_balances_and_is_repeatable(draft: VoucherDraft) -> None:
    voucher = written(draft)
    postings = voucher.entry.postings
    assert postings
    assert sum(sum_by_account(postings=postings).values()) == 0
    assert all(posting.amount_vnd > 0 and posting.party_id == draft.counterparty_id for posting in postings)
    assert {posting.amount_vnd for posting in postings} == set(draft.amounts.values())
    assert 0 < voucher.total_vnd <= sum(posting.amount_vnd for posting in postings)
    assert written(draft) == voucher


def test_every_posting_rule_is_recorded_by_somebody() -> None:
    """A rule is one of the office, or stands in the program of the domain whose register it moves."""
    programs = "\n".join(
        path.read_text(encoding="utf-8")
        for path in ECOOP.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts and "demo" not in path.parts
    )
    elsewhere = {row["rule"] for row in LAW.table("cooperative/voucher-rules") if row["by"] != "office"}
    named = set(re.findall(r"[\"']([a-z]+(?:-[a-z]+)+)[\"']", programs))
    rules = set(list_posting_rules(regime="cooperative", law=LAW))
    assert rules - set(OFFICE.rules) - elsewhere - named == set()


def test_every_rule_of_the_office_can_be_asked_in_words() -> None:
    for rule in OFFICE.rules.values():
        assert ("group", rule.group) in OFFICE.words
        assert rule.label_vi
        assert rule.label_en
        assert {*rule.papers_besides, *([rule.paper.fixed] if rule.paper.fixed else [])} <= set(OFFICE.papers)
        assert {code for _value, code in rule.paper.by_value} <= set(OFFICE.papers)
        for question in rule.questions:
            assert question.values, rule.name
            assert ("fact", question.name) in OFFICE.words, question.name
            for value in question.values:
                assert ("value", f"{question.name}.{value}") in OFFICE.words, (question.name, value)
        for amount in rule.amounts:
            assert ("amount", amount.name) in OFFICE.words, amount.name
