"""The sums of payments."""
