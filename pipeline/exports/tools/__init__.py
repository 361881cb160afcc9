"""A module per survey tool: what its exports look like, and what their columns are."""
