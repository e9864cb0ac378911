"""A teacher's day: the classes taught under their line, homework registered in four taps, the week's lessons."""
