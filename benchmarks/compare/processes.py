"""Reads what the kernel knows of a process and its children: CPU time, memory."""

import os
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def descendants(pid):
    """The process and all below it."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat:
                    parent = int(stat.read().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(parent, []).append(int(entry))
    found, todo = [], [pid]
    while todo:
        current = todo.pop()
        found.append(current)
        todo.extend(children.get(current, []))
    return found


def cpu_seconds(pid):
    """User and system time of the process and all below it, in seconds."""
    ticks = 0
    for each in descendants(pid):
        try:
            with open(f"/proc/{each}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_SECOND


def rss_bytes(pid):
    """Resident memory of the process and all below it."""
    total = 0
    for each in descendants(pid):
        try:
            with open(f"/proc/{each}/statm") as statm:
                total += int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


class Meter:
    """CPU time and wall time of a server between two moments."""

    def __init__(self, pid):
        self.pid = pid
        self.cpu_before = cpu_seconds(pid)
        self.started = time.monotonic()

    def cpu(self):
        return cpu_seconds(self.pid) - self.cpu_before

    def wall(self):
        return time.monotonic() - self.started
