"""The gateway's control plane: OAuth connections, on top of ``http`` (gateway.md)."""
