"""Images and pages of PDFs as small WebP pictures: drawn anew, so nothing hidden in the file goes along."""

import time
import warnings
from pathlib import Path
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageOps

MOST_PIXELS: Final = 60_000_000
"""An image with more is not opened: it is no photograph of ours, or a bomb."""
LARGE: Final = 1600
SMALL: Final = 320
"""The longer side of a picture, in pixels; the small one is as wide, and may be cut by the page."""
MOST_PAGES: Final = 20
SECONDS: Final = 25
"""After this no further page is drawn."""


class LockedError(Exception):
    """The file asks for a password."""


class TooMuchError(Exception):
    """The file is larger inside than we look."""


def image(file: Path, folder: Path) -> dict[str, Any]:
    """The image, turned as its camera says and without anything but its pixels. An animation is its first frame."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    formats = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "AVIF")
    try:
        with Image.open(file, formats=formats) as opened:
            opened.draft("RGB", (2 * LARGE, 2 * LARGE))
            drawn = ImageOps.exif_transpose(opened)
            _keep(drawn, folder, 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooMuchError from error
    return {"pages": 1, "pictures": 1}


def pdf(file: Path, folder: Path) -> dict[str, Any]:
    """The first pages as pictures. Scripts and forms in it are not run."""
    until = time.monotonic() + SECONDS
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedError from error
        raise
    drawn = 0
    for number in range(min(len(document), MOST_PAGES)):
        if drawn and time.monotonic() > until:
            break
        page = document[number]
        width, height = page.get_size()
        scale = min(LARGE / max(width, height, 1), 4)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        _keep(bitmap.to_pil(), folder, number + 1)
        bitmap.close()
        page.close()
        drawn += 1
    return {"pages": len(document), "pictures": drawn}


def _keep(drawn: Image.Image, folder: Path, number: int) -> None:
    """The picture in two sizes, as pixels alone."""
    plain = drawn.convert(
        "RGBA" if "A" in drawn.getbands() or "transparency" in drawn.info else "RGB"
    )
    for name, longest in (("large", LARGE), ("small", SMALL)):
        sized = plain.copy()
        sized.thumbnail((longest, longest * (4 if name == "small" else 1)))
        bare = Image.new(sized.mode, sized.size)
        bare.paste(sized)
        bare.save(folder / f"{number}-{name}.webp", "WEBP", quality=80, method=4)
