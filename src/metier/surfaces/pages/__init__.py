"""Pages of the website: from a release and an address to a complete document, served or written alike."""
