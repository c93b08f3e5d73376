"""OCR (nhận dạng chữ): reads pages from their picture with Tesseract, ruled tables cell by cell."""
