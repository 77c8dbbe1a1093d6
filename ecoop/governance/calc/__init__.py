"""The sums and words of governance."""
