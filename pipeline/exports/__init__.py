"""Exports of survey tools: which tool wrote a file, what its columns are, and its responses one by one.

Nothing here knows our questionnaire; `pipeline.landing` maps columns to the codebook.
"""
