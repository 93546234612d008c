"""Real servers for tests: private instances on free ports with data folders of their own. Never a system service."""
