"""Assignments (phân công): who does what by when, from tables and from prose."""
