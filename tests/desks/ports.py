"""Ports for servers that come back to the same one after a kill."""

from __future__ import annotations

import contextlib
import socket
from random import SystemRandom

_BELOW_EPHEMERAL = range(20_000, 32_000)
"""Linux hands none of these to outgoing connections (net.ipv4.ip_local_port_range), so that nobody sits on the port
while its server is down."""


def free_port(host: str) -> int:
    """A port at `host` that nobody listens on."""
    for port in SystemRandom().sample(_BELOW_EPHEMERAL, 200):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((host, port))
            return port
    raise AssertionError("two hundred ports are taken")
