"""Internal lending of a cooperative."""
