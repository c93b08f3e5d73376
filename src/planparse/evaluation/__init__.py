"""Evaluation: records against gold."""
