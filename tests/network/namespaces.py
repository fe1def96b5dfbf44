"""Two hosts and a switch between them, each in a network namespace of its own, with the kernel's own IP in all three.

Nobody but a process holds a namespace here: each ends with the standard input of its process, and so with the test,
however that ended. Nothing gets a name in /run/netns. As root the namespaces are the machine's; else they are those of
a user namespace, in which anybody is root.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.network.bad_switch import PORTS

ROOT = Path(__file__).resolve().parents[2]
START_S = 30.0
"""A namespace is there within milliseconds; the machine may be busy."""

ADDRESSES = {"to-kiosk": "10.77.0.1", "to-desk": "10.77.0.2"}
"""Of the host behind each port of the switch."""

DESK_ADDRESS = ADDRESSES["to-desk"]
DESK_NAME = "desk.northbridge.example"

_WAYS = (("--net", "--mount"), ("--net", "--mount", "--map-root-user"))
_PROBE = "ip link add name probe0 type veth peer name probe1 && mount --bind /etc/hosts /etc/resolv.conf"


class Refused(Exception):
    """The kernel, or what this machine runs in, allows no namespaces; the text says in whose words."""


def find_way() -> tuple[str, ...]:
    """The options of unshare(1) that make a host here. Raises Refused."""
    said = []
    for way in _WAYS:
        tried = subprocess.run(
            ["unshare", *way, "sh", "-c", _PROBE], capture_output=True, text=True, timeout=START_S, check=False
        )
        if tried.returncode == 0:
            return way
        said.append(f"unshare {' '.join(way)}: {' '.join(tried.stderr.split())}")
    raise Refused("; ".join(said))


class Host:
    """A namespace and the process that holds it. `command` says a line once it is there, and ends with its input."""

    def __init__(self, command: Sequence[str], *, is_user: bool) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        users = ["--user", "--preserve-credentials"] if is_user else []
        inside = ["--target", str(self.process.pid), "--net", "--mount", *users]
        self.enter = ["nsenter", *inside, "env", f"--chdir={ROOT}"]
        """What to put before a command that is to run there."""
        self.hear()

    def tell(self, line: str) -> str:
        """Say a line to the process; its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> str:
        """The next line of the process. It has nothing to wait for, so that this takes no time."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"{self.process.args} ended with {self.process.wait(START_S)}"
        return line.strip()

    def run(self, *command: str, words: str = "") -> None:
        """Run a short command in the namespace, and let it read `words`."""
        subprocess.run([*self.enter, *command], input=words, text=True, timeout=START_S, check=True)

    def close(self) -> None:
        """Let go of the namespace: it ends with the last process in it."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self.process.wait(START_S)


class TestNetwork:
    """Kiosk and desk, each at a cable of `switch`. The desk's host is also the kiosk's name server."""

    __test__ = False

    def __init__(self, folder: Path, *, seed: str) -> None:
        """`folder` takes what the kiosk's host reads instead of the machine's. Raises Refused."""
        way = find_way()
        is_user = "--map-root-user" in way
        self.folder = folder
        self._hosts: list[Host] = []
        try:
            self.switch = self._add(
                ["unshare", *way, sys.executable, "-m", "tests.network.bad_switch", seed], is_user=is_user
            )
            # One user has all three, so that cables may lead from one to the other.
            within = self.switch.enter[:-2] if is_user else []
            hold = [*within, "unshare", "--net", "--mount", "sh", "-c", "echo here; exec cat"]
            self.kiosk, self.desk = (self._add(hold, is_user=is_user) for _ in range(2))
            self._plug_in()
            self._name_the_desk()
            assert self.switch.tell("go") == "ready"
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of all of it."""
        for host in reversed(self._hosts):
            host.close()

    def _add(self, command: Sequence[str], *, is_user: bool) -> Host:
        self._hosts.append(Host(command, is_user=is_user))
        return self._hosts[-1]

    def _plug_in(self) -> None:
        for port, host in zip(PORTS, (self.kiosk, self.desk), strict=True):
            cable = f"link add name {port} type veth peer name eth0 netns {host.process.pid}\nlink set {port} up\n"
            self.switch.run("ip", "-batch", "-", words=cable)
            card = f"address add {ADDRESSES[port]}/24 dev eth0\nlink set eth0 up\nlink set lo up\n"
            host.run("ip", "-batch", "-", words=card)

    def _name_the_desk(self) -> None:
        """The kiosk asks nobody but the desk's host for addresses (resolv.conf(5), nsswitch.conf(5))."""
        for name, text in (("resolv.conf", f"nameserver {DESK_ADDRESS}\n"), ("nsswitch.conf", "hosts: files dns\n")):
            ours = self.folder / name
            ours.write_text(text)
            self.kiosk.run("mount", "--bind", os.fspath(ours), f"/etc/{name}")
