"""What every page stands on: requests, sessions, headers, templates, streams; nothing of what the pages are about."""
