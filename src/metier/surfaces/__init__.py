"""Where people meet metier: parse, call, render; no arithmetic."""
