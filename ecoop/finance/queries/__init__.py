"""What finance answers."""
