"""Runs a program whose stderr is a terminal that stops being read for a while, as after Ctrl-S or over a bad connection.

Usage: stopped-terminal.py COMMAND...

The program writes one byte to stdout for each tick of its main thread. The bytes are counted for a second while the terminal
is read and for a second while it is not, its buffer being full (some 64 KiB, which progress alone would take seconds to fill).
Then, with the terminal still stopped, the program is told to end (SIGTERM). Prints one line of JSON: the counts, the exit code
(null when the program did not end within five seconds) and what the terminal got while it was read.
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

COLUMNS, ROWS = 80, 30

terminal, end_of_program = pty.openpty()
fcntl.ioctl(end_of_program, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
program = subprocess.Popen(
    sys.argv[1:], stdin=end_of_program, stdout=subprocess.PIPE, stderr=end_of_program
)
# Opened anew: not to block is a property of an open file, and the program's must block.
filler = os.open(os.ttyname(end_of_program), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
os.close(end_of_program)
ticks = program.stdout.fileno()
drawn = b""


def count_ticks(seconds, reads_terminal):
    """How many ticks arrive within this time."""
    global drawn
    count = 0
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        sources = [ticks, terminal] if reads_terminal else [ticks]
        for source in select.select(sources, [], [], left)[0]:
            data = os.read(source, 65536)
            if source == ticks:
                count += len(data)
                if not data:
                    return count
            else:
                drawn += data
    return count


def fill_terminal():
    try:
        while True:
            os.write(filler, b"." * 1024)
    except BlockingIOError:
        pass


while b"target" not in drawn:
    drawn += os.read(terminal, 65536)
while_read = count_ticks(1, True)
for _ in range(5):
    fill_terminal()
    count_ticks(0.1, False)
while_stopped = count_ticks(1, False)

program.send_signal(signal.SIGTERM)
try:
    exit_code = program.wait(5)
except subprocess.TimeoutExpired:
    program.kill()
    exit_code = None

print(
    json.dumps(
        {
            "ticksWhileRead": while_read,
            "ticksWhileStopped": while_stopped,
            "exitCode": exit_code,
            "drawn": drawn.decode("utf8", "replace"),
        }
    )
)
