"""Refusals of payments."""
