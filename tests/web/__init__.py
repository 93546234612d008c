"""The web side through real requests: Flask's test client or gunicorn, real services, real SQLite."""
