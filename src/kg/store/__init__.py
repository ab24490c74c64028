"""Where the finished graph lies: the engine that answers queries, and the snapshots it answers from."""
