"""What payments knows."""
