"""The CSV files that dbt loads: read strictly before dbt sees them, so that a fault is told with its file and row."""
