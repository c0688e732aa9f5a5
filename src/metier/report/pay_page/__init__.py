"""The page about pay: one straight answer, then where it comes from. One module a section."""
