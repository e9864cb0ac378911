"""Reads a plan's text: source file → clauses → statements → quantities → draft marks, questions, conflicts."""
