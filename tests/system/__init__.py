"""Tests about the system as a whole: its rules, its set-up, its promises."""
