"""Reads of the posting rules by which a bank line may be booked right where it stands."""

from dataclasses import dataclass
from datetime import date

from ecoop.kernel.written import without_accents
from ecoop.lawbook import queries as lawbook
from ecoop.vouchers.calc.listed import map_happenings
from ecoop.vouchers.queries import Office, get_office

_ANSWERED = ("means", "bank")


@dataclass(frozen=True)
class LineRule:
    """A rule with its answers, and the account against the bank."""

    rule: str
    facts: dict[str, str]
    account: str
    label: str
    group: str
    words: tuple[str, ...]
    needs_party: bool

    @property
    def code(self) -> str:
        """Say which one is chosen, in one word for a form."""
        answers = ",".join(f"{name}={value}" for name, value in sorted(self.facts.items()))
        return f"{self.rule}:{answers}"


def list_line_rules(*, on: date, is_in: bool) -> list[LineRule]:
    """List the rules with one amount that bring money into the bank, or take it out.

    Law:     posting-rules/cooperative, cooperative/voucher-rules
    Queries: 0
    """
    office = get_office(law=lawbook.on(on))
    way = "in" if is_in else "out"
    found = map_happenings(rules=office.rules, money=office.money)
    return [
        LineRule(
            each.rule,
            dict(each.facts),
            against,
            _label(office, each.rule, dict(each.facts)),
            office.say(kind="group", name=office.rules[each.rule].group),
            tuple(without_accents(word.strip()) for word in office.rules[each.rule].words.split(",") if word.strip()),
            office.rules[each.rule].needs_party(facts=each.facts),
        )
        for (direction, held, against), each in found.items()
        if direction == way and held == office.bank
    ]


def guess_rule(*, rules: list[LineRule], text: str) -> str:
    """Guess by its words which rule a line is about: the longest words that stand in the text; empty if none do.

    Queries: 0
    """
    said = without_accents(text)
    fitting = [(len(word), each.code) for each in rules for word in each.words if word in said]
    return max(fitting, default=(0, ""))[1]


def _label(office: Office, rule: str, facts: dict[str, str]) -> str:
    answers = [
        office.say(kind="value", name=f"{name}.{value}") for name, value in facts.items() if (name, value) != _ANSWERED
    ]
    return " · ".join([office.say_rule(name=rule), *answers])
