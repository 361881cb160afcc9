"""A second reading of the rules: every mart worked out in plain Python from the raw rows and the codebook.

Nothing here is taken from the models: neither SQL nor an import. Where a model and this package differ, one of them
misreads a rule of the design; the docstrings name the rule that a function follows.
"""
