"""What a fresh process of the demo does before anything else; it must be importable before Django is set up."""

import os

import django


def start() -> None:
    """Set Django up in a process that was just born."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecoop.config.settings")
    django.setup()
