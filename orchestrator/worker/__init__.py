"""The processes that do the work, and the one that looks after them. Writes nothing but through the services."""
