"""Simulated devices that speak the real bytes; they ship with the product and are its demo."""
