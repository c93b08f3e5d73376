"""Exporters: a record for a person or for another program."""
