"""Owns what a process gives up for good before it reads a stranger's bytes: other processes, the network, writing to
the disk.

A filter of the Linux kernel (seccomp) answers EPERM to its calls, also for the administrator; threads still work.
Where there is no such filter (another system, another processor, a kernel without it) nothing is given up, and
`alone` says so."""

import ctypes
import errno
import os
import platform
import struct
import sys

ALLOW, ERRNO = 0x7FFF0000, 0x00050000
# of BPF: a word of the call, jumps (equal, a bit set, not less), answer
LOAD, EQUAL, SET, MORE, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
SECOND_TABLE = 0x40000000  # calls by another table of the same processor (x32)
NO_NEW_PRIVILEGES, SET_FILTER, FILTER = 38, 22, 2
A_THREAD = 0x00010000  # CLONE_THREAD
TO_WRITE = 0o1 | 0o2 | 0o100 | 0o1000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC

# (architecture as the kernel calls it; clone, clone3, tgkill, openat; the calls that are refused) by machine: processes
# (fork, vfork, execve, execveat), the network (socket, socketpair, connect, bind, listen, accept, accept4, sendto,
# sendmsg), other processes (ptrace, process_vm_readv, process_vm_writev, kill, tkill, pidfd_open), and names and rights
# on the disk (rename, link, unlink, mkdir, rmdir, chmod, chown, mknod, truncate, mount, io_uring and their like);
# `open` too, whose place `openat` has taken.
SYSTEMS = {
    "x86_64": (
        0xC000003E,
        56,
        435,
        234,
        257,
        (
            2,
            437,
            57,
            58,
            59,
            322,
            41,
            53,
            42,
            49,
            50,
            43,
            288,
            44,
            46,
            101,
            310,
            311,
            62,
            200,
            434,
            76,
            82,
            83,
            84,
            85,
            86,
            87,
            88,
            90,
            92,
            94,
            133,
            161,
            165,
            258,
            259,
            260,
            263,
            264,
            265,
            266,
            268,
            316,
            425,
        ),
    ),
    "aarch64": (
        0xC00000B7,
        220,
        435,
        131,
        56,
        (
            437,
            221,
            281,
            198,
            199,
            203,
            200,
            201,
            202,
            242,
            206,
            211,
            117,
            270,
            271,
            129,
            130,
            434,
            33,
            34,
            35,
            36,
            37,
            38,
            40,
            45,
            51,
            53,
            54,
            276,
            425,
        ),
    ),
}


def alone() -> bool:
    """Gives up other processes, the network and writing to the disk; False where the system cannot hold it."""
    known = SYSTEMS.get(platform.machine()) if sys.platform == "linux" else None
    if known is None or struct.calcsize("P") != 8:
        return False
    program = b"".join(struct.pack("HBBI", *each) for each in _program(*known))
    held = ctypes.create_string_buffer(program)
    whole = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    system = ctypes.CDLL(None, use_errno=True)
    return system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and system.prctl(SET_FILTER, FILTER, whole, 0, 0) == 0


def _program(
    machine: int, clone: int, clone3: int, tgkill: int, openat: int, refused: tuple[int, ...]
) -> list[tuple[int, int, int, int]]:
    """(operation, jump if so, jump if not, value) of each step of the filter."""
    denied, missing = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, machine), (RETURN, 0, 0, denied), (LOAD, 0, 0, 0)]
    steps += [(MORE, 0, 1, SECOND_TABLE), (RETURN, 0, 0, denied)]
    # its flags cannot be seen: the C library falls back to `clone`
    steps += [(EQUAL, 0, 1, clone3), (RETURN, 0, 0, missing)]
    steps += [
        (EQUAL, 0, 4, clone),
        (LOAD, 0, 0, 16),
        (SET, 0, 1, A_THREAD),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, denied),
    ]
    # it may end itself
    steps += [
        (EQUAL, 0, 4, tgkill),
        (LOAD, 0, 0, 16),
        (EQUAL, 0, 1, os.getpid()),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, denied),
    ]
    steps += [
        (EQUAL, 0, 4, openat),
        (LOAD, 0, 0, 32),
        (SET, 0, 1, TO_WRITE),
        (RETURN, 0, 0, denied),
        (RETURN, 0, 0, ALLOW),
    ]
    for call in refused:
        steps += [(EQUAL, 0, 1, call), (RETURN, 0, 0, denied)]
    return [*steps, (RETURN, 0, 0, ALLOW)]
