"""A pretend Graph API that is a real server."""
