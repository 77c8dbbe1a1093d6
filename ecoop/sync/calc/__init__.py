"""The sums of sync."""
