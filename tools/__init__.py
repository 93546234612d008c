"""Pictures and parameters in, pictures out. Knows no SQL, Celery, Flask or language model."""
