"""Run the worked examples of law/cases against the code that computes them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ecoop.kernel.refusals import Refusal
from ecoop.kernel.tax_codes import read_tax_code
from ecoop.lawbook.queries.law import CaseOfLaw, on

# A runner answers with figures by name, or with nothing for a case whose code is not built yet.
Runner = Callable[[CaseOfLaw], Mapping[str, Any] | None]


def find_runner(rule: str) -> Runner | None:
    """Find what computes a rule: ours, or a function that a domain above names in LAW_CASE_RUNNERS.

    Shape:  the runner of the longest prefix; it takes a CaseOfLaw and answers with figures by name
    """
    named: Mapping[str, str] = getattr(settings, "LAW_CASE_RUNNERS", {})
    fitting = [prefix for prefix in (*OURS, *named) if rule == prefix or rule.startswith(f"{prefix}/")]
    if not fitting:
        return None
    prefix = max(fitting, key=len)
    if prefix in OURS:
        return OURS[prefix]
    runner: Runner = import_string(named[prefix])
    return runner


def differences_of(case: CaseOfLaw) -> list[str] | None:
    """List in what the answer differs from what the case expects.

    Shape:  nothing when the case holds, None when no code computes it yet
    """
    runner = find_runner(case.rule)
    if runner is None:
        return None
    try:
        answer = runner(case)
    except Refusal as refusal:
        answer = {"refused": refusal.code}
    if answer is None:
        return None
    return [
        f"{name}: {answer.get(name)!r}, expected {expected!r}"
        for name, expected in case.expect.items()
        if as_written(answer.get(name)) != as_written(expected)
    ]


def as_written(value: Any) -> Any:
    """Bring a figure into the form in which cases write it, so that 0.20 equals 0.2 and a day its text."""
    if isinstance(value, dict):
        return {name: as_written(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(inner) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "", 1).isdigit() else text


def _read_value(case: CaseOfLaw) -> Mapping[str, Any]:
    return {"value": on(case.on, known_on=case.known_on).value(case.given["path"])}


def _next_working_day(case: CaseOfLaw) -> Mapping[str, Any]:
    return {"next_working_day": on(case.on).next_working_day(date.fromisoformat(case.given["day"]))}


def _read_tax_code(case: CaseOfLaw) -> Mapping[str, Any]:
    code = read_tax_code(case.given["text"])
    return {"kind": code.kind.value, "check_digit_fits": not code.warnings}


OURS: Mapping[str, Runner] = {
    "law/value": _read_value,
    "calendar/next-working-day": _next_working_day,
    "tax-code": _read_tax_code,
}
