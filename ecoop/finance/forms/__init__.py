"""The forms of finance."""
