"""Refusals of sync."""
