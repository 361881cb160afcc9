"""Synthetic raw answers of a survey round, calibrated to what was published and attached to no real administration.

`targets` reads what was printed, `calibration` holds what is invented, `fitness` refuses a round that it does not know,
`respondents` makes the submissions, and each module of `questions` answers one group of questions. `rounds` puts them
together and writes the raw files. docs/synthetic_answers.md tells what may be concluded from them.
"""
