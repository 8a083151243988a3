"""Values into strings: one module per format, one vocabulary, no I/O."""
