"""The Flask side: pages, JSON API, event stream, sign-in. Writes no SQL, sends no task, loads no model library."""
