"""What zsh itself offers after a tab: an interactive shell on a terminal of its own."""

import os
import pty
import re
import select
import shlex
import time

READY = "[ready]"
PATIENCE, QUIET = 20.0, 0.3  # seconds, for a loaded machine; nothing came for so long: that was it


class Shell:
    """zsh without anybody's settings, with the completions of a folder."""

    def __init__(self, folder):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir("/")
            os.execvpe("zsh", ["zsh", "-f", "-i"], {"PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm", "COLUMNS": "200",
                                                   "LINES": "100", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"})
        self.send(f"PS1='{READY[:3]}''{READY[3:]}'; fpath=({shlex.quote(str(folder))} $fpath); stty columns 200 rows 100\n", READY)
        self.send("unsetopt list_beep beep prompt_sp; LISTMAX=1000; autoload -Uz compinit && compinit -u -D\n", READY)

    def read_until(self, what, since=""):
        """The text up to `what`; with what = None until nothing comes any more."""
        text, end = since, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            quiet = not select.select([self.terminal], [], [], QUIET)[0]
            if quiet and what is None and text:
                break
            if not quiet:
                text += os.read(self.terminal, 65536).decode("utf-8", "replace")
            if what is not None and what in plain(text):
                break
        return plain(text)

    def send(self, text, until=None):
        os.write(self.terminal, text.encode())
        return self.read_until(until)

    def completed(self, line):
        """The screen after the line and a tab; the line is then given up."""
        found = self.send(line + "\t")
        self.send("\x03", READY)  # ctrl-C
        return found

    def close(self):
        os.write(self.terminal, b"\x03exit\n")
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


def plain(text):
    """Without what moves the cursor and sets colours."""
    return re.sub(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|[=>]|\][^\x07]*\x07)|\r|\x07", "", text)
