"""What governance does."""
