"""The whole bot in a shell: the newcomer's first run, and the operator's quick question."""
