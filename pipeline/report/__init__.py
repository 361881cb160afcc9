"""The report of a round, written from a release alone: content (sections, texts), then layout (Typst)."""
