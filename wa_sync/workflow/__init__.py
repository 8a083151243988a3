"""The road: paths → files → documents → declared → plan → outcomes.

One module per stop; the command line joins them and shows what comes out.
"""
