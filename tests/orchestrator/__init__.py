"""Tests of the services, the database and the workers."""
