"""The twelve sections of a comparison, one module each."""
