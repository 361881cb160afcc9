"""A build: raw answers to an audited warehouse, one summary of all that failed, and a release if nothing did."""
