"""The upright page: coordinates of a PDF page, which may be cropped and turned, in points from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from planparse.pagetext import BBox


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in its own coordinates (from the bottom left) and its `/Rotate`."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int = 0
    """Clockwise turns of 90 degrees, 0 to 3, with which the page is shown."""

    @property
    def width(self) -> float:
        """Width of the page as it is shown."""
        return self.top - self.bottom if self.quarter_turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as it is shown."""
        return self.right - self.left if self.quarter_turns % 2 else self.top - self.bottom

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """A box given by its left, bottom, right and top edge in the coordinates of the page, as it is shown.

        >>> Frame(0, 0, 595, 842, quarter_turns=1).box(10, 20, 30, 25)
        BBox(x0=20, top=10, x1=25, bottom=30)
        """
        match self.quarter_turns % 4:
            case 0:
                return BBox(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
            case 1:
                return BBox(y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
            case 2:
                return BBox(self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
            case _:
                return BBox(self.top - y1, self.right - x1, self.top - y0, self.right - x0)
