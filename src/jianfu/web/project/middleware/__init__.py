"""What happens to every request, one module each; the order stands in the settings."""
