"""The tables of payments, by noun."""
