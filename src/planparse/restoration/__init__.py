"""Restoration (khôi phục dấu): diacritics and broken letters, as a list of edits that can be replayed."""
