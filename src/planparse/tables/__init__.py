"""Tables (bảng): grids found on single pages, stitched into logical tables."""
