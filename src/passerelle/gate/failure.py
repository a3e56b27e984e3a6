"""Which failures end the process: after a failed write or sync nothing it says can be believed.

A failed fsync is never tried again (the kernel may have dropped the pages),
and a damaged database is never read further.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import NoReturn

EXIT_CODE = 70  # EX_SOFTWARE of sysexits.h: the supervisor sees that it was no ordinary end
FATAL_NUMBERS = {errno.EIO, errno.EROFS, errno.EUCLEAN}
# What SQLite (SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB) and PostgreSQL say.
FATAL_WORDS = (
    "disk i/o error",
    "database disk image is malformed",
    "file is not a database",
    "could not fsync",
    "input/output error",
    "invalid page",
)

Halt = Callable[[BaseException], NoReturn]


def is_fatal(error: BaseException | None) -> bool:
    """Whether this failure, or one that caused it, shows a disk or database that cannot be trusted."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FATAL_NUMBERS:
            return True
        # The words of the driver are looked at, never repeated: they may hold a value.
        if any(words in str(error).lower() for words in FATAL_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False


def halt(error: BaseException) -> NoReturn:
    """The process has ended at once: no handler, no buffer and no second sync runs any more."""
    kind = type(error).__name__
    sys.stderr.write(f"stopped: the disk or the database failed ({kind}); nothing was acknowledged\n")
    sys.stderr.flush()
    os._exit(EXIT_CODE)
