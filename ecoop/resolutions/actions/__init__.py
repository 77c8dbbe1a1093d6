"""What resolutions does."""
