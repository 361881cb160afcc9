"""What `smart-customs inspect` says of an export before anything is landed: its responses, questions and options."""
