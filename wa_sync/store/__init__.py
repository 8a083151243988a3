"""What stays on disk: files that are written whole or not at all, and whole lines.

Plan files, snapshots, imports and reports are replaced; the journal and the events are
appended to; the lock is only held.
"""
