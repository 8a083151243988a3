"""The Graph API: paths, envelopes, pages and uploads, on top of ``http``."""
