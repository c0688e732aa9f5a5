"""Postings and titles in files of many kinds in, lines of facts out, in constant memory."""
