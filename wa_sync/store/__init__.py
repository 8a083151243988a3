"""What stays on disk: plan files, snapshots and the lock; every write is atomic."""
