"""The smart-customs command: synthesise raw answers, build the warehouse, release it, query it."""
