"""The sections of a report, each written by a function, with the numbers and in the order of the 2024 report."""
