"""Message templates: what is sent to customers, after Meta has approved it."""
