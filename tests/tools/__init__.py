"""Tests of the tools: real pipelines of every form we claim, tiny and with random weights."""
