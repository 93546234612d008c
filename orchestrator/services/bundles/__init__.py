"""Sessions that leave and arrive whole: bundles, and links under which others look.

The shape of a bundle is `orchestrator.carry`'s; here stand the rows.
"""
