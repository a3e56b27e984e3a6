"""What a process gives up before it touches a foreign file.

Limits of memory, time, file size and descriptors always hold on a Unix. The
network goes with an empty network namespace where the kernel lets an ordinary
user have one, and with a system call filter (seccomp) on x86-64 and ARM64,
which also takes away opening any file and starting any program. Where neither
is permitted, the limits and the absence of keys remain: `confine` returns
what it could drop, so that an operator can see it.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct

MEMORY = 1 << 30
CPU_SECONDS = 900
DESCRIPTORS = 64
CLONE_NEWNET = 0x40000000
CLONE_NEWUSER = 0x10000000
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2

# linux/audit.h and the architecture's table of system calls:
# open, creat, openat, openat2, socket, connect, execve, execveat, fork, vfork, ptrace, kill, unlink, rename.
FORBIDDEN = {
    "x86_64": (0xC000003E, (2, 85, 257, 437, 41, 42, 59, 322, 57, 58, 101, 62, 87, 82)),
    "aarch64": (0xC00000B7, (56, 437, 198, 203, 221, 281, 117, 129)),
}
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000  # 13 is EACCES
NUMBER_AT, ARCHITECTURE_AT = 0, 4
X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def confine() -> tuple[str, ...]:
    """The names of what was dropped: limits, network, calls. Import everything that is needed before."""
    limit()
    libc = ctypes.CDLL(None, use_errno=True)
    dropped = ["limits"]
    # An ordinary user may only have a network namespace inside a user namespace.
    if any(libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET)):
        dropped.append("network")
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _filter(libc):
        dropped.append("calls")
    return tuple(dropped)


def limit() -> None:
    """Memory, processor time, file size, descriptors and core files are bounded."""
    bounds = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: DESCRIPTORS,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        lowest = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (lowest, lowest))


def _filter(libc: ctypes.CDLL) -> bool:
    known = FORBIDDEN.get(platform.machine())
    if not known:
        return False
    code = ctypes.create_string_buffer(_rules(*known))
    program = _Program(len(code.raw) // 8, ctypes.cast(code, ctypes.c_void_p))
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _rules(architecture: int, calls: tuple[int, ...]) -> bytes:
    refuse_at = len(calls) + 1
    rules = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
        # The x32 numbers would name the same calls otherwise.
        (AT_LEAST, refuse_at, 0, X32),
        *((EQUAL, refuse_at - position, 0, call) for position, call in enumerate(calls, start=1)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *rule) for rule in rules)
