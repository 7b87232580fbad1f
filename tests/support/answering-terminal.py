"""Runs a program at a terminal (its stdin and stderr) whose user types an answer once a question was asked.

Usage: answering-terminal.py ANSWER COMMAND...

A question ends in "[y/N] ". Prints one line of JSON: the exit code, what the terminal showed, and what went to stdout.
"""

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios

COLUMNS, ROWS = 100, 30

terminal, end_of_program = pty.openpty()
fcntl.ioctl(end_of_program, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))


def own_terminal():
    """Ctrl-C only reaches a program whose terminal this is."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


program = subprocess.Popen(
    sys.argv[2:],
    stdin=end_of_program,
    stdout=subprocess.PIPE,
    stderr=end_of_program,
    start_new_session=True,
    preexec_fn=own_terminal,
)
os.close(end_of_program)
shown, said, asked = b"", b"", False
sources = [terminal, program.stdout.fileno()]
while sources:
    for source in select.select(sources, [], [])[0]:
        try:
            data = os.read(source, 65536)
        except OSError:  # Linux says so when the last program has left the terminal.
            data = b""
        if not data:
            sources.remove(source)
        elif source == terminal:
            shown += data
        else:
            said += data
    if not asked and b"[y/N] " in shown:
        asked = True
        os.write(terminal, sys.argv[1].encode())

print(
    json.dumps(
        {
            "code": program.wait(),
            "shown": shown.decode("utf8", "replace"),
            "stdout": said.decode("utf8", "replace"),
        }
    )
)
