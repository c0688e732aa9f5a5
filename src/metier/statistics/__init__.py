"""Pure statistics: counts in, shares and differences with intervals out. Reads no file, clock or network."""
