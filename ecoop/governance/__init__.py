"""Bodies, meetings, votes, and resolutions that carry themselves out."""
