"""The suites of the audit, a module for each kind of thing that it looks at; docs/checks.md says which it owns."""
