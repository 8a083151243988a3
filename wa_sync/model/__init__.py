"""The nouns: frozen dataclasses that carry values from floor to floor."""
