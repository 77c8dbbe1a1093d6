"""What governance answers."""
