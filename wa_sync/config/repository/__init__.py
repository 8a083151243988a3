"""The Git repository that a checkout is of: its commits, and what stood in them.

Only ``process.py`` starts git. Nothing of the repository is run by it, and nothing is
fetched.
"""
