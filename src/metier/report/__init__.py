"""From a release and a question to a report: sections, sentences, figures; then a rendering of it."""
