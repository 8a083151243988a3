"""Webhooks: how news of templates gets to whoever subscribed.

- ``subscription``: where they go, and how the address is verified
- ``post``: one signed request and what came of it
- ``courier``: the thread that posts what is new, in order, and tries again
"""
