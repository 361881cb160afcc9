"""Answers of respondents as files for the organisation's own analysts: confidential."""
