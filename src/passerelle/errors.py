"""The root of every error that Passerelle raises on purpose.

An error takes the facts and writes the sentence. It knows no HTTP: the desk
and the gate each hold one table from error to status.
"""

from __future__ import annotations


class PasserelleError(Exception):
    """Something was refused or could not be done; the message says what, what was kept, what to do."""
