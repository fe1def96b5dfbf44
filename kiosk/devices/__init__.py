"""Devices: transports, protocols, drivers, simulators.

`opening.open_printer(url, profile, *, listener, clock)` and `reader_opening.open_reader(url, *, listener, clock)` are
the ways in.
"""
