"""What governance refuses."""
