"""Commands answer people or programs, and refuse politely."""

import json
from argparse import ArgumentParser
from typing import Any

import pytest

from ecoop.kernel.commands import REFUSED, EcoopCommand
from ecoop.kernel.refusals import Refusal


class NoTea(Refusal):
    """There is none left."""

    code = "tests.no-tea"
    said = "There is no tea for {name}."
    remedy = "Boil water."


class Tea(EcoopCommand):
    """A group of one verb."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        pour = parser.add_subparsers(dest="verb", required=True).add_parser("pour")
        pour.add_argument("name")

    def answer(self, **options: Any) -> dict[str, str]:
        name = options["name"]
        if name == "nobody":
            raise NoTea(name=name)
        return {"poured_for": name}

    def show(self, answer: dict[str, str], **options: Any) -> None:
        self.console.print(f"Tea for {answer['poured_for']}.")


def run(*words: str) -> None:
    Tea().run_from_argv(["ecoop", "tea", *words])


@pytest.mark.parametrize("words", [("pour", "lan", "--json"), ("--json", "pour", "lan")])
def test_json_may_stand_before_or_after_the_verb(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    run(*words)
    assert json.loads(capsys.readouterr().out) == {"poured_for": "lan"}


def test_people_read_words(capsys: pytest.CaptureFixture[str]) -> None:
    run("pour", "lan")
    assert capsys.readouterr().out == "Tea for lan.\n"


def test_a_refusal_is_said_with_its_remedy_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("pour", "nobody")
    assert left.value.code == REFUSED
    assert "There is no tea for nobody." in (said := capsys.readouterr().out)
    assert "Boil water." in said
    with pytest.raises(SystemExit):
        run("pour", "nobody", "--json")
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "tests.no-tea"
