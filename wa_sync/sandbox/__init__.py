"""A pretend Graph API that is a real server.

It shares nothing with the client: what it knows about a kind comes in as routes
(``serve(db, routes=…)``), and what it knows about Meta it knows by itself, so that a
misunderstanding of the client shows. Accounts live in one SQLite file; several
processes may serve the same file at once.

- ``server.serve``: sockets; yields the address
- ``app.App``: request → reply, and the order in which things are asked
- ``wire``: what travels; ``world``: what a handler may use
"""
