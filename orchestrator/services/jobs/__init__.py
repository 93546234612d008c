"""Plans into jobs and jobs into pictures: the queue, the moves of the state machine, the commit that ends a job.

Refuses to understand words, and to compute anything a tool computes.
"""
