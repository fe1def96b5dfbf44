"""`GS ( k` for QR codes: what is stored, and the symbol drawn by the qrcode library.

Source: Epson, "ESC/POS Command Reference", GS ( k functions 165 (model), 167 (size), 169 (correction), 180, 181.
"""

from __future__ import annotations

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

_CORRECTIONS = {
    48: qrcode.ERROR_CORRECT_L,
    49: qrcode.ERROR_CORRECT_M,
    50: qrcode.ERROR_CORRECT_Q,
    51: qrcode.ERROR_CORRECT_H,
}
_QR_CODE = 49
_PRINT = 81


class QrSymbol:
    """The printer's symbol storage."""

    def __init__(self) -> None:
        self._module_dots = 3
        self._correction = qrcode.ERROR_CORRECT_L
        self._data = b""

    def accept(self, arguments: bytes) -> bool:
        """Take a function (`cn fn parameters`); False when this printer does not know it."""
        if len(arguments) < 3 or arguments[0] != _QR_CODE:
            return False
        function, parameters = arguments[1], arguments[2:]
        match function:
            case 65 | 81:
                return True
            case 67 if 1 <= parameters[0] <= 16:
                self._module_dots = parameters[0]
            case 69 if parameters[0] in _CORRECTIONS:
                self._correction = _CORRECTIONS[parameters[0]]
            case 80:
                self._data = parameters[1:]
            case _:
                return False
        return True

    def draw(self, arguments: bytes) -> Image.Image | None:
        """The symbol when `arguments` asks to print it and there is something to print; without a quiet zone."""
        if arguments[1] != _PRINT or not self._data:
            return None
        code = qrcode.QRCode(error_correction=self._correction, border=0)
        code.add_data(self._data)
        try:
            code.make(fit=True)
        except (DataOverflowError, ValueError):  # more than version 40 holds: real printers print nothing either
            return None
        modules = code.get_matrix()
        side = len(modules)
        picture = Image.new("L", (side, side), 255)
        picture.putdata([0 if dark else 255 for row in modules for dark in row])
        return picture.resize((side * self._module_dots, side * self._module_dots), Image.Resampling.NEAREST)
