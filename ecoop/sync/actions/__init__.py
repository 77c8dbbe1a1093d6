"""What sync does."""
