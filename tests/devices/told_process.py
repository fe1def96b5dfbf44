"""A process of its own beside a test: umockdev's machines, and what is tried on them."""

from __future__ import annotations

import os
import queue
import subprocess
import threading

PATIENCE_S = 20.0


class Child:
    """A process that is told and heard line by line."""

    def __init__(self, command, **env):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
        )
        self._lines = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def tell(self, word):
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def hear(self):
        return self._lines.get(timeout=PATIENCE_S)

    def hears_nothing(self):
        return self._lines.empty()

    def end(self):
        with self.process:
            self.process.stdin.close()
            try:
                self.process.wait(PATIENCE_S)
            finally:
                self.process.kill()
