"""Releases: read-only DuckDB files with the public marts, and the pointer that names the current one."""
