"""The posting rules, each held against a pencil and Appendix I of Circular 71/2024 (accounts as the text has them)."""

from datetime import date

import pytest

from ecoop.kernel.dong import Dong
from ecoop.lawbook import queries as lawbook
from ecoop.ledger import errors
from ecoop.ledger.actions.open_books import open_books
from ecoop.ledger.calc import EntryDraft, Posting, postings_by_rule, reverse, sum_by_account
from ecoop.ledger.queries import get_posting_rule, list_chart, list_posting_rules
from ecoop.ledger.tests.conftest import STARTS_ON, TestBooks
from tests.cast import Cast

LAW = lawbook.on(date(2026, 3, 5))
A = "amount_vnd"
# rule | facts | amounts | what the pencil wrote: debit credit amount, line by line
COOPERATIVE = """
member-pays-capital | means=cash | A=100 | 1111 4111 100
member-pays-capital | means=bank | A=100 | 1121 4111 100
member-pays-capital | means=materials | A=100 | 152 4111 100
member-pays-capital | means=goods | A=100 | 156 4111 100
member-pays-capital | means=fixed_asset | A=100 | 2111 4111 100
member-pays-capital | means=land_use_right | A=100 | 2113 4111 100
member-pays-capital | means=intangible | A=100 | 2113 4111 100
capital-returned | means=bank | A=100 | 4111 1121 100
capital-owed-back | means=cash | A=100 | 138 1111 100
capital-transferred-from | | A=100 | 4111 4118 100
capital-transferred-to | | A=100 | 4118 4111 100
profit-to-capital | result=external | A=100 | 4211 4118 100
other-capital-received | means=cash | A=100 | 1111 4118 100
state-support-repayable | means=bank | A=100 | 1121 342 100
undivided-fund-set-aside | result=external | A=100 | 4211 4421 100
undivided-fund-set-aside | result=internal | A=100 | 4212 4421 100
undivided-fund-interest | | A=100 | 1121 4421 100
state-money-for-undivided-fund | means=bank | A=100 | 1121 4421 100
undivided-asset-from-state | | A=100 | 212 4422 100
gift-received | means=undivided_asset | A=100 | 212 558 100
gift-to-undivided-fund | result=external form=money | A=100 | 4211 4421 100
gift-to-undivided-fund | result=external form=asset | A=100 | 4211 4422 100
undivided-asset-bought | means=bank | cost_vnd=100 vat_vnd=10 | 212 1121 100, 1332 1121 10, 4421 4422 100
undivided-asset-bought | means=bank | cost_vnd=100 | 212 1121 100, 4421 4422 100
undivided-asset-construction | means=credit | A=100 | 2422 331 100
undivided-asset-built | | cost_vnd=100 | 212 2422 100, 4421 4422 100
asset-bought | of=tangible means=bank | cost_vnd=100 vat_vnd=10 | 2111 1121 100, 1332 1121 10
asset-bought | of=undivided means=credit | cost_vnd=100 | 212 331 100
asset-built | of=tangible | cost_vnd=100 | 2111 2422 100
welfare-asset-built | | cost_vnd=100 | 2111 2422 100, 3532 3533 100
asset-from-state | of=tangible | A=100 | 2111 4118 100
asset-given | of=intangible | A=100 | 2113 558 100
asset-found | of=tangible | A=100 | 2111 338 100
asset-improved | of=tangible means=built | A=100 | 2111 2422 100
undivided-asset-improved | means=bank | A=100 | 212 1121 100, 4421 4422 100
welfare-asset-improved | means=cash | A=100 | 2111 1111 100, 3532 3533 100
asset-repaired | where=management means=cash | A=100 | 642 1111 100
asset-revalued-up | of=tangible fund=capital | A=100 | 2111 4118 100
asset-revalued-down | of=undivided fund=undivided | A=100 | 4422 212 100
asset-disposed | of=leased charged=claim | worn_vnd=60 remaining_vnd=40 | 2144 2114 60, 138 2114 40
undivided-asset-gone | | worn_vnd=60 remaining_vnd=40 fund_vnd=100 | 2142 212 60, 658 212 40, 4422 4421 100
undivided-asset-given-back | | worn_vnd=60 remaining_vnd=40 fund_vnd=60 | 2142 212 60, 4422 212 40, 4422 4421 60
handed-over-work-received | | A=100 | 002 0 100
handed-over-work-returned | | A=100 | 0 002 100
handed-over-work-upkeep | means=cash | A=100 | 642 1111 100
fund-set-aside | result=internal fund=equity | A=100 | 4212 418 100
fund-set-aside | result=external fund=bonus | A=100 | 4211 3531 100
fund-used | fund=welfare means=cash | A=100 | 3532 1111 100
welfare-asset-bought | means=bank | cost_vnd=100 | 2111 1121 100, 3532 3533 100
welfare-asset-wear | | A=100 | 3533 2141 100
income-distributed | result=internal | A=100 | 4212 338 100
distributed-income-paid | means=bank | paid_vnd=95 pit_vnd=5 | 338 1121 95, 338 3338 5
internal-loan-out | means=cash | A=100 | 13211 1111 100
internal-loan-repaid | means=cash | A=100 | 1111 13211 100
internal-loan-collateral | | A=100 | 006 0 100
internal-loan-collateral-returned | | A=100 | 0 006 100
internal-loan-interest | means=receivable | A=100 | 13212 5123 100
internal-loan-interest-collected | means=cash | A=100 | 1111 13212 100
internal-loan-interest | means=advance | A=100 | 338 5123 100
internal-loan-interest-in-advance | means=bank | A=100 | 1121 338 100
internal-loan-interest-doubtful | | A=100 | 008 0 100
internal-loan-interest-doubtful-ended | | A=100 | 0 008 100
internal-loan-loss | covered=claim part=principal | A=100 | 138 13211 100
internal-loan-loss | covered=cost part=interest | A=100 | 6123 13212 100
internal-loan-recovered | means=bank | A=100 | 1121 558 100
bank-loan-interest | means=loan | A=100 | 658 341 100
bank-loan-interest-prepaid | means=bank | A=100 | 2421 1121 100
bank-loan-interest-allocated | | A=100 | 658 2421 100
old-deposit-interest | means=payable | A=100 | 6123 33212 100
payroll-due | where=management | A=100 | 642 334 100
payroll-due | where=production | A=100 | 154 334 100
payroll-contributions | where=management | employer_vnd=21 worker_vnd=10 | 642 335 21, 334 335 10
payroll-tax-withheld | | A=100 | 334 3338 100
payroll-paid | means=bank | A=100 | 334 1121 100
pay-in-kind | revenue=products | A=100 vat_vnd=5 | 334 5112 100, 334 3331 5
vat-direct | revenue=products | A=100 | 5112 3331 100
vat-direct | revenue=member_services | A=100 | 5122 3331 100
vat-direct | revenue=other_income | A=100 | 558 3331 100
vat-reduced | | A=100 | 3331 558 100
vat-set-off | input=goods | A=100 | 3331 1331 100
cit-provisional | | A=100 | 659 3334 100
cit-more | | A=100 | 659 3334 100
cit-less | | A=100 | 3334 659 100
provision-made | against=bad_debts | A=100 | 642 229 100
provision-made | against=investments | A=100 | 658 229 100
provision-made | against=stock_external | A=100 | 6118 229 100
provision-released | against=stock_internal | A=100 | 229 6128 100
close-deductions | revenue=products side=external | A=100 | 5112 521 100
close-external-revenue | revenue=products | A=100 | 5112 9111 100
close-internal-revenue | revenue=lending | A=100 | 5123 9112 100
close-external-cost | cost=merchandise | A=100 | 9111 6111 100
close-internal-cost | cost=services | A=100 | 9112 6122 100
close-management-cost | result=external | A=100 | 9111 642 100
close-management-cost | result=internal | A=100 | 9112 642 100
close-other-income | result=external | A=100 | 558 9111 100
close-other-income | result=internal | A=100 | 558 9112 100
close-other-expense | result=external | A=100 | 9111 658 100
close-other-expense | result=internal | A=100 | 9112 658 100
close-cit | result=external | A=100 | 9111 659 100
close-cit | result=internal | A=100 | 9112 659 100
profit-of-the-year | result=external | A=100 | 9111 4211 100
profit-of-the-year | result=internal | A=100 | 9112 4212 100
loss-of-the-year | result=external | A=100 | 4211 9111 100
sale-external | means=credit revenue=products | A=100 vat_vnd=5 | 131 5112 100, 131 3331 5
sale-internal | means=cash revenue=services | A=100 | 1111 5122 100
cost-of-sale-external | cost=products from=goods | A=100 | 6112 156 100
cost-of-sale-internal | cost=products from=materials | A=100 | 6121 152 100
purchase | what=goods means=credit | A=100 | 156 331 100
purchase | what=materials means=bank input=goods | A=100 vat_vnd=10 | 152 1121 100, 1331 1121 10
management-expense | means=cash | A=100 | 642 1111 100
receipt | means=bank | A=100 | 1121 131 100
payment | means=bank | A=100 | 331 1121 100
tax-paid | tax=cit means=bank | A=100 | 3334 1121 100
depreciation | where=production of=undivided | A=100 | 154 2142 100
cash-to-bank | | A=100 | 1121 1111 100
bank-to-cash | | A=100 | 1111 1121 100
management-expense | means=bank | A=100 vat_vnd=8 | 642 1121 100, 1331 1121 8
advance-paid | means=cash | A=100 | 141 1111 100
advance-settled | where=management | A=100 vat_vnd=8 | 642 141 100, 1331 141 8
advance-settled | where=materials | A=100 | 152 141 100
advance-returned | means=pay | A=100 | 334 141 100
loan-received | means=bank | A=100 | 1121 341 100
loan-repaid | means=bank | A=100 | 341 1121 100
state-support-repaid | means=bank | A=100 | 342 1121 100
term-deposit-made | means=bank | A=100 | 1211 1121 100
term-deposit-ended | means=bank | A=100 | 1121 1211 100
deposit-interest | means=bank | A=100 | 1121 558 100
other-income | means=cash | A=100 vat_vnd=10 | 1111 558 100, 1111 3331 10
other-expense | means=cash | A=100 | 658 1111 100
deferred-cost | means=credit | A=100 vat_vnd=10 | 2421 331 100, 1331 331 10
deferred-cost-allocated | where=management | A=100 | 642 2421 100
production-expense | means=cash | A=100 vat_vnd=10 | 154 1111 100, 1331 1111 10
contributions-paid | means=bank | A=100 | 335 1121 100
other-tax-due | | A=100 | 642 3338 100
other-claim-arises | means=bank | A=100 | 138 1121 100
other-claim-collected | means=cash | A=100 | 1111 138 100
other-debt-arises | means=cash | A=100 | 1111 338 100
other-debt-paid | means=bank | A=100 | 338 1121 100
money-short | means=cash | A=100 | 138 1111 100
money-over | means=cash | A=100 | 1111 338 100
bad-debt-written-off | claim=customer | covered_vnd=60 uncovered_vnd=40 | 229 131 60, 642 131 40
bad-debt-watched | | A=100 | 004 0 100
bad-debt-no-longer-watched | | A=100 | 0 004 100
revenue-deduction | side=internal means=credit | A=100 vat_vnd=5 | 521 131 100, 3331 131 5
rented-asset-received | | A=100 | 001 0 100
rented-asset-returned | | A=100 | 0 001 100
tools-in-use | | A=100 | 005 0 100
tools-no-longer-in-use | | A=100 | 0 005 100
production-finished | what=goods | A=100 | 156 154 100
materials-used | where=production from=materials | A=100 | 154 152 100
materials-used | where=management from=goods | A=100 | 642 156 100
materials-back | what=materials where=production | A=100 | 152 154 100
goods-consigned | from=goods | A=100 | 157 156 100
goods-back-external | what=goods cost=merchandise | A=100 | 156 6111 100
goods-back-internal | what=materials cost=other | A=100 | 152 6128 100
goods-sent-back | means=credit what=goods | A=100 gain_vnd=5 vat_vnd=10 | 331 156 100, 331 558 5, 331 1331 10
goods-sent-back | means=cash what=materials | A=95 loss_vnd=5 | 1111 152 95, 658 152 5
stock-surplus | what=goods treated=payable | A=100 | 156 338 100
stock-surplus | what=materials treated=income | A=100 | 152 558 100
stock-shortage | treated=claim from=goods | A=100 | 138 156 100
stock-shortage | treated=expense from=materials | A=100 | 658 152 100
currency-exchanged | to=bank from=customer | A=100 gain_vnd=3 | 1122 131 100, 1122 558 3
currency-exchanged | to=supplier from=bank | A=100 loss_vnd=3 | 331 1122 100, 658 1122 3
currency-exchanged | to=dong_bank from=cash | A=100 | 1121 1112 100
currency-sale | to=customer revenue=products | A=100 | 131 5112 100
currency-purchase | what=goods supplier=supplier | A=100 | 156 331 100
currency-borrowed | to=bank loan=loan | A=100 | 1122 341 100
currency-revalued | of=bank | up_vnd=7 | 1122 558 7
currency-revalued | of=supplier | down_vnd=7 | 658 331 7
currency-held | | in_vnd=100 | 007 0 100
currency-held | | out_vnd=100 | 0 007 100
"""
# A sold asset, by its seven lines: price, tax, costs, wear, what remained, and both parts of the fund.
COOPERATIVE += (
    "undivided-asset-sold | means=bank | price_vnd=70 vat_vnd=7 costs_vnd=2 worn_vnd=60 remaining_vnd=40 fund_vnd=40"
    " gain_vnd=28 | 1121 558 70, 1121 3331 7, 658 1121 2, 2142 212 60, 658 212 40, 4422 4421 40, 4211 4421 28\n"
)
# A fixed asset sold with its tax, its costs, its wear and what remained; one of the welfare fund likewise.
COOPERATIVE += (
    "asset-disposed | of=tangible means=bank | price_vnd=70 vat_vnd=7 costs_vnd=2 worn_vnd=60 remaining_vnd=40"
    " | 1121 558 70, 1121 3331 7, 658 1121 2, 2141 2111 60, 658 2111 40\n"
    "welfare-asset-disposed | means=cash | price_vnd=70 vat_vnd=7 costs_vnd=2 worn_vnd=60 remaining_vnd=40"
    " | 1111 3532 70, 1111 3331 7, 3532 1111 2, 2141 2111 60, 3533 2111 40\n"
)
HOUSEHOLD = """
sale | means=cash sector=goods | A=100 | 111 5111 100
sale | means=bank sector=services | A=100 | 112 5112 100
sale | means=credit sector=production_transport | A=100 | 131 5114 100
sale | means=cash sector=asset_lease | A=100 | 111 5113 100
sale | means=cash sector=digital_content | A=100 | 111 5115 100
sale | means=cash sector=other | A=100 | 111 5118 100
return-of-sale | means=cash sector=goods | A=100 | 5111 111 100
purchase | means=credit what=goods | A=100 | 156 331 100
purchase | means=cash what=fixed_asset | A=100 | 211 111 100
return-of-purchase | means=credit | A=100 | 331 156 100
goods-used | | A=100 | 6421 156 100
expense | group=materials means=cash | A=100 | 6421 111 100
expense | group=wages means=cash | A=100 | 6422 111 100
expense | group=depreciation means=cash | A=100 | 6423 111 100
expense | group=bought_services means=bank | A=100 | 6424 112 100
expense | group=interest means=bank | A=100 | 6425 112 100
expense | group=other means=credit | A=100 | 6426 331 100
wages-due | | A=100 | 6422 334 100
wages-paid | means=cash | A=100 | 334 111 100
depreciation | | A=100 | 6423 214 100
receipt | means=cash | A=100 | 111 131 100
payment | means=bank | A=100 | 331 112 100
tax-due | tax=vat | A=100 | 8211 3331 100
tax-due | tax=pit | A=100 | 8212 3335 100
tax-due | tax=other | A=100 | 8213 3338 100
tax-paid | tax=pit means=bank | A=100 | 3335 112 100
tax-withheld | tax=vat | A=100 | 3331 131 100
tax-withheld | tax=pit | A=100 | 3335 131 100
loan-received | means=bank | A=100 | 112 341 100
loan-repaid | means=bank | A=100 | 341 112 100
owner-puts-in | means=cash | A=100 | 111 411 100
owner-takes-out | means=bank | A=100 | 411 112 100
cash-to-bank | | A=100 | 112 111 100
bank-to-cash | | A=100 | 111 112 100
"""
CASES = [
    (regime, *(cell.strip() for cell in line.split("|")))
    for regime, lines in (("cooperative", COOPERATIVE), ("household", HOUSEHOLD))
    for line in lines.strip().splitlines()
]


def by_pencil(regime: str, rule: str, facts: str, amounts: str) -> tuple[Posting, ...]:
    given = dict(pair.split("=") for pair in amounts.replace("A=", f"{A}=").split())
    return postings_by_rule(
        rule=get_posting_rule(regime=regime, rule=rule, law=LAW),
        amounts={name: Dong(int(amount)) for name, amount in given.items()},
        facts=dict(pair.split("=") for pair in facts.split()),
    )


@pytest.mark.parametrize(("regime", "rule", "facts", "amounts", "pencil"), CASES)
def test_the_rule_posts_what_the_pencil_wrote(regime: str, rule: str, facts: str, amounts: str, pencil: str) -> None:
    postings = by_pencil(regime, rule, facts, amounts)
    wrote = [f"{posting.debit} {posting.credit} {posting.amount_vnd}" for posting in postings]
    assert ", ".join(wrote) == pencil


@pytest.mark.parametrize("regime", ["cooperative", "household"])
def test_every_rule_has_a_pencil_value_and_an_article(regime: str) -> None:
    rules = list_posting_rules(regime=regime, law=LAW)
    assert set(rules) == {case[1] for case in CASES if case[0] == regime}
    assert all(rule.law.article and rule.label_vi and rule.label_en for rule in rules.values())


@pytest.mark.parametrize("regime", ["cooperative", "household"])
def test_every_account_of_a_rule_takes_postings(regime: str) -> None:
    chart = list_chart(chart=regime, law=LAW)
    postable = {row["code"] for row in chart} - {row["parent"] for row in chart}
    for rule in list_posting_rules(regime=regime, law=LAW).values():
        for line in rule.lines:
            for choice in (line.debit, line.credit):
                assert {choice.fixed} - {""} | {code for _value, code in choice.by_value} <= postable, rule.name


def test_the_chart_of_cooperatives_is_complete() -> None:
    chart = [row for row in list_chart(chart="cooperative", law=LAW) if row["code"] != "0"]
    assert len(chart) == 112
    assert sum(1 for row in chart if not row["parent"]) == 51
    assert sum(1 for row in chart if row["type"] == "off_balance") == 8
    assert {row["parent"] for row in chart} - {""} <= {row["code"] for row in chart}


MEMBERS_CAPITAL = "4111"


def test_the_books_take_every_rule(cast: Cast) -> None:
    for organisation, person, regime in (
        (cast.coop, cast.lan, "cooperative"),
        (cast.nam_household, cast.nam, "household"),
    ):
        books = TestBooks(cast, organisation, person)
        with cast.inside(organisation, person):
            open_books(org_id=organisation.id, chart=regime, starts_on=STARTS_ON, by=person.id, now=books.now)  # type: ignore[arg-type]
            written = [(case[1], by_pencil(*case[:4])) for case in CASES if case[0] == regime]
            # Capital stands member by member in the register, which the checks hold against the account.
            drafts: list[EntryDraft] = [
                books.draft()._replace(postings=postings, text=rule)
                for rule, postings in written
                if not any(MEMBERS_CAPITAL in (one.debit, one.credit) for one in postings)
            ]
            assert len(books.post(*drafts)) == len(drafts)


def test_a_rule_says_what_it_misses() -> None:
    sale = get_posting_rule(regime="household", rule="sale", law=LAW)
    with pytest.raises(errors.RuleNeedsAmount):
        postings_by_rule(rule=sale, amounts={}, facts={"means": "cash", "sector": "goods"})
    with pytest.raises(errors.RuleNeedsFact) as refused:
        postings_by_rule(rule=sale, amounts={A: Dong(1)}, facts={"means": "gold", "sector": "goods"})
    assert "cash, bank, credit" in refused.value.said_text
    with pytest.raises(errors.RuleUnknown):
        get_posting_rule(regime="household", rule="sail", law=LAW)
    with pytest.raises(errors.ChartUnknown):
        list_posting_rules(regime="bank", law=LAW)


def test_reversed_twice_is_the_original() -> None:
    postings = by_pencil("cooperative", "sale-external", "means=credit revenue=products", "A=100 vat_vnd=5")
    assert reverse(postings=reverse(postings=postings)) == postings
    # Receivable 105; revenue and tax on the other side.
    assert sum_by_account(postings=postings) == {"131": 105, "5112": -100, "3331": -5}
    assert sum(sum_by_account(postings=postings).values()) == 0
