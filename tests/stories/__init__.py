"""Stories: a season told, executed, and printed in the guide."""
