"""The documentation as a website: dbt docs, with the origin of each column, and the audit's Data Docs."""
