"""Disclosure control of releases: whether what is new in one tells the answers of few respondents."""
