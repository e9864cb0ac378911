"""Lists that come in as files: the people of an organisation, and the organisations of a place."""
