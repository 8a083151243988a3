"""Files ↔ documents: the only door to PyYAML and to the schema validators."""
