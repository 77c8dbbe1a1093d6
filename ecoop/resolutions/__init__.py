"""A resolution with what it says, what it was used for, and its annulment."""
