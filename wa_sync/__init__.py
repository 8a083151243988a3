"""WhatsApp Business as code: templates and profiles in Git, made live by apply."""

__version__ = "0.1.0"
