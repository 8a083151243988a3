"""The session in the README: typed into a real shell, and drawn as an animation.

``script`` reads what is typed, ``shell`` is the terminal that it is typed into,
``recorder`` keeps the screens, ``picture`` draws them.
"""
