"""What finance refuses."""
