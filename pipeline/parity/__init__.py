"""Parity: the same seeds, models and data tests on DuckDB and on Spark, and every public mart compared."""
