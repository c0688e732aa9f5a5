"""From producers' files to a sealed release: sources -> conform -> link -> aggregate -> seal."""
