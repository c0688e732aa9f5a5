"""The sealed release format and its only reader."""
