"""The website as a server."""
