"""Requests: the only door to httpx; origins, token, rate, retries, size and time."""
