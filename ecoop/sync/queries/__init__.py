"""What sync knows."""
