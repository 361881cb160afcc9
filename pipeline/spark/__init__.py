"""Spark as an engine: in a process of its own, and what it made brought back as Parquet."""
