"""The command line: `ecoop <command>`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one ecoop command from the words on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecoop.config.settings")
    execute_from_command_line(["ecoop", *sys.argv[1:]])
