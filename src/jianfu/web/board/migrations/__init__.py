"""Changes of the tables, made by `makemigrations`."""
