"""What resolutions answers."""
