"""A report as HTML, Markdown, JSON or terminal text. Renderers see the report and nothing else."""
