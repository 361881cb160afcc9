"""Great Expectations on the finished marts: suites per report section, and the audit that runs them."""
