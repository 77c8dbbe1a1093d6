"""A program that makes a small world with a full year of life, everything through the same actions as people use."""
