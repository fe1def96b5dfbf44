"""Devices: transports, protocols, drivers, simulators.

`opening.open_printer(url, profile, *, listener, clock)` is the way in.
"""
