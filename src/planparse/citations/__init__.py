"""Citations (viện dẫn): every mention of a legal document, anchored on its symbol (ký hiệu)."""
