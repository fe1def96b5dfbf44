"""From a receipt document and a printer profile to printer bytes and to a picture."""
