"""Each role's home: how today stands, in a sentence first."""
