"""Layout (bố cục): from words to lines, from lines to paragraphs, from paragraphs to the outline of the document."""
