"""The phone's own tests and types, asked from here so that one verb asks everything."""

import subprocess

from ecoop.config.api import api
from ecoop.config.phone import write_types, write_words
from tests.torture.siege import ROOT


def _run(*words: str) -> str:
    done = subprocess.run(["npx", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-6_000:]
    return done.stdout


def test_the_phone_expects_what_the_api_answers() -> None:
    write_words()
    write_types(routes=api.get_openapi_schema())
    _run("svelte-check", "--tsconfig", "phone/tsconfig.json", "--fail-on-warnings", "--output", "human")


def test_the_units_of_the_phone_hold() -> None:
    _run("vitest", "run", "--config", "phone/vite.config.mts", "--testTimeout", "60000")
