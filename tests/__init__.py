"""Tests: real parts at tiny size. Mirrors the packages, plus e2e, faults, servers and system."""
