"""The rounds of the survey as the codebook registers them: adding one, and listing them."""
