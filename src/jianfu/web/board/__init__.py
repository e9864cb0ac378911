"""The public board: what each unit must publish, read by anybody without signing in; a class by its school's link."""
