"""Fifth pass: what a plan read becomes — marks on norms, questions of a checklist, and what is left over."""
