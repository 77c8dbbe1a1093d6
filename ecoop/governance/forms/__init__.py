"""The forms of governance."""
