"""How the sample plans are written: typed sources in, pages, files and gold records out."""
