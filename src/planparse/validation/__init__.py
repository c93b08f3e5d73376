"""Validation: whether records keep what the output contract promises.

paths -> Entry[] -> shape (JSON, schema) -> Subject -> rules -> Problem[] -> reports
"""
