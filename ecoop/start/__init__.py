"""The first five minutes: from a phone number to a shop that sells."""
