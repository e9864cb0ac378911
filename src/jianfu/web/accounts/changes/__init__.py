"""Changes of people: a role ends, goes over to somebody else, or is taken up again; a lost second factor."""
