"""Landing: exports of survey tools become raw answers, and what cannot be one is set aside with its reason.

The way of an export, in one direction; `run.land` goes it:

5. match: `matching` and `rows_alone`, drafted by `drafting` or read from a `mapping_file`: which column answers what.
6. answers: `converting` over `cells`, and `respondents`: what the cells say in codes.
7. raw files: `sorting` says what becomes of a response, `writing` and `raw_folder` write it.
"""
