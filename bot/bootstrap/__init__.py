"""The wiring, a file for each kind of process: the only place that picks concrete adapters and hands them to each other."""
