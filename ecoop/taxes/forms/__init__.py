"""What people fill in about taxes, one file per page."""
