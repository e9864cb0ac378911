"""Changes of the tree: an organisation is renamed, closed, opened again, or comes under another."""
