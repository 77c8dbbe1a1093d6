"""The sums and words of finance."""
