"""The phone's code in strict types, and held against what the API says of itself."""

import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from ecoop.config.api import api
from ecoop.config.front import find_node
from ecoop.config.phone import write_types, write_words


def test_the_phone_expects_what_the_api_answers() -> None:
    write_words()
    write_types(routes=api.get_openapi_schema())
    node = shutil.which("node") or str(Path(find_node() or "").with_name("node"))
    command = [node, "node_modules/svelte-check/bin/svelte-check", "--tsconfig", "phone/tsconfig.json"]
    done = subprocess.run(
        [*command, "--fail-on-warnings", "--output", "human"],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
