"""Templates that are there, and what becomes of changes to them."""

from __future__ import annotations


CREATE = "POST message_templates"
HELLO = "Hello, this is the shop."
GONE = "Goodbye, that was the shop."
REMOVED = """\
version: 1
message_templates:
  - name: kept
    language: en_US
    category: UTILITY
    components:
      - {type: BODY, text: "This one stays as it is."}
removed:
  - message_template: old/en_US
"""
