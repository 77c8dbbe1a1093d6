"""Benchmarks: each beside the raw database, in one run. They use the models, so Django is set up first."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecoop.config.settings")
django.setup()
