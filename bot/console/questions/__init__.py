"""The log as reviewers see it: what it is narrowed by, and what the index matched."""
