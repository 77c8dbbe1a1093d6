"""The tables of sync, by noun."""
