"""Text layer (lớp chữ): is the text embedded in a PDF page worth anything, and what to do with legacy encodings."""
