"""The phone's own tests and types, asked from here so that one verb asks everything."""

import subprocess

from tests.torture.siege import ROOT


def _run(*words: str) -> str:
    done = subprocess.run(["npx", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-6_000:]
    return done.stdout


def test_the_units_of_the_phone_hold() -> None:
    _run("vitest", "run", "--config", "phone/vite.config.mts", "--testTimeout", "60000")
