"""Devices: transports, protocols, drivers, one manager, simulators."""
