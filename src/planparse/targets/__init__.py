"""Targets (chỉ tiêu): quantified commitments."""
