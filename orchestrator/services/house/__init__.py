"""What the studio itself has and how it fares: what services are given, models and tools, workers, files nobody needs.

Refuses to know whose anything is: that begins in `orchestrator.services.people`.
"""
