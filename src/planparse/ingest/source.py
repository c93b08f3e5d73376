"""A document that is open: what it is, its pages, and their pictures."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from planparse.errors import UnreadableInputError
from planparse.ingest.page import Page
from planparse.ingest.page_selection import select_pages
from planparse.ingest.sniff import Kind
from planparse.options import Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image


class Source(ABC):
    """An open document. Use it as a context manager, from one thread at a time.

    Attributes:
        name: name of the file without its folder, safe to print.
        sha256: hash of its content, in hexadecimal.
        media_type: what it is, such as `application/pdf`.
        data: its content.
        page_count: pages in the file.
        selected: numbers of the pages to read, by `Options.pages` and `Options.max_pages`.
        left_out: numbers of pages that were asked for but exceed `Options.max_pages`.
    """

    def __init__(self, data: bytes, name: str, kind: Kind, options: Options) -> None:
        self.data = data
        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.media_type = kind.value
        self.options = options
        self.page_count = self._open()
        asked = select_pages(options.pages, self.page_count)
        self.selected, self.left_out = asked[: options.max_pages], asked[options.max_pages :]

    @abstractmethod
    def _open(self) -> int:
        """Open the content and count its pages."""

    @abstractmethod
    def _page(self, number: int) -> Page:
        """Read one page; a page that fails is returned with its `problem`."""

    def pages(self, numbers: Sequence[int] | None = None) -> Iterator[Page]:
        """Read pages, one at a time: those with the given numbers, or all `selected` ones."""
        for number in self.selected if numbers is None else numbers:
            yield self._page(number)

    def render(self, number: int, dpi: float, *, colour: bool = False) -> Image:
        """The upright picture of a page, `dpi / 72` pixels a point, as mode `L` or `RGB`.

        In colour a page that has none may be grey all the same.

        Raises:
            InputTooLargeError: the picture would exceed `Options.max_pixels`.
            DamagedInputError: the page cannot be drawn.
            UnreadableInputError: this kind of source has no pictures.
        """
        raise UnreadableInputError("A text document has no picture that could be read by OCR.")

    def pixels(self, number: int, dpi: float) -> NDArray[np.uint8]:
        """The picture that `render` gives in colour: rows x columns, of a page in colour x red, green, blue and perhaps
        a channel that means nothing. OCR asks for this: Pillow copies pixels twice on their way to NumPy.

        Raises:
            PlanparseError: see `render`.
        """
        import numpy  # it takes a while to load, which documents without scans should not pay for

        return numpy.asarray(self.render(number, dpi, colour=True))

    def close(self) -> None:
        """Let go of the content; the source cannot be read any more, but still says what it was."""
        self.data = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
