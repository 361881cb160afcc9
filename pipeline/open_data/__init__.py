"""Releases as open data, and answers as files for the organisation's own analysts."""
