"""Slips as files: `slip-0001.png` and, beside it, `slip-0001.bin`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def save_slip(folder: Path, picture: Image.Image, raw: bytes) -> Path:
    """Save under the next free number; the picture's path. The bytes are there before the picture is."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(path.stem[5:]) for path in folder.glob("slip-*.bin") if path.stem[5:].isdigit()), default=0)
    png = folder / f"slip-{number:04}.png"
    png.with_suffix(".bin").write_bytes(raw)
    partial = png.with_suffix(".part")
    picture.convert("1").save(partial, format="PNG")
    partial.rename(png)
    return png
