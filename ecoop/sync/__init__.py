"""What phones record without a network, taken in when they come back."""
