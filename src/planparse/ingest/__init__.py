"""Ingest (đọc tệp): opens a file of any supported kind as a sequence of pages."""
