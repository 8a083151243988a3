"""What happened to templates, as Meta would tell it; it is told by ``webhooks``.

An event is written down in the transaction in which it happens, by whichever process
works on the file.

- ``events``: what Meta tells, and about what it is silent
- ``outbox``: the events, in the sandbox's file
"""
