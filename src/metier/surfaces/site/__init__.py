"""The website as static files."""
