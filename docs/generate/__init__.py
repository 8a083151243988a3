"""Pages that are made from the program itself, so that they cannot grow old."""
