"""Exports of survey tools: which tool wrote a file, what its columns are, and its responses one by one.

The way of a file, in one direction; `reading.open_export` goes it:

1. decode: `decoding`, with `code_pages` for what is not UTF-8: from bytes to text.
2. table: `records` for CSV, `workbooks` (with `trial`) for spreadsheets and archives: `tables`, rows of text.
3. recognise and columns: `tools`, a module per tool over what they share (`headings`, `shapes`, `xform`): what each
   column is.
4. responses: `reading`, the same for all tools.

Nothing here knows our questionnaire; `pipeline.landing` maps columns to the codebook.
"""
