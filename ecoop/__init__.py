"""ecoop: from a member's sale on a phone to the cooperative's closed, lawful books."""
