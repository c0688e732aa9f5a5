"""One module a producer: its own format in, conformed Arrow tables and an Origin out."""
