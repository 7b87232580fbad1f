"""Runs a program whose stderr is a terminal that nobody reads from the first drawing on, as after Ctrl-S or over a dead connection.

Usage: unread-terminal.py COMMAND...

Prints what the program writes to stdout, and then one line of JSON: the exit code, what the terminal got until it was left alone,
and whether its buffer was full when the program ended. The terminal is kept full, so that every write to it blocks.
"""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios

COLUMNS, ROWS = 100, 30

terminal, end_of_program = pty.openpty()
fcntl.ioctl(end_of_program, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=end_of_program)
# Opened anew: not to block is a property of an open file, and the program's must block.
filler = os.open(os.ttyname(end_of_program), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
os.close(end_of_program)


def fill_terminal():
    """Whether there was no room left."""
    try:
        while True:
            os.write(filler, b"." * 1024)
    except BlockingIOError:
        return True


drawn = b""
while b"Racing" not in drawn:
    drawn += os.read(terminal, 65536)
while True:
    full = fill_terminal()
    try:
        code = program.wait(0.05)
        break
    except subprocess.TimeoutExpired:
        pass

print(json.dumps({"code": code, "drawn": drawn.decode("utf8", "replace"), "full": full}))
