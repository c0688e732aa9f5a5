"""From text to facts: titles, technologies, duties, education, experience, workplace. May abstain."""
