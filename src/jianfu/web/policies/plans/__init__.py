"""Reading a plan in a process of its own, which may take so much of the machine and no more."""
