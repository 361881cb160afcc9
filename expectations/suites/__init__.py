"""The suites of the audit. A module per report section; what all sections share has modules of its own."""
