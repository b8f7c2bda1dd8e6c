"""Lots: where an id falls when things are drawn at random, and where drawing begins.

Lots lie on a ring. A draw of n takes the n that follow its start: as lots know nothing of what they
stand for, any n are as likely as any others, and a longer draw holds the shorter one.
"""

from __future__ import annotations

import hashlib

RING = 1 << 62  # fits a whole number of any database


def lot_of(identity: str) -> int:
    """The lot of an id: the same in every database."""
    digest = hashlib.sha256(identity.encode()).digest()
    return int.from_bytes(digest[:8], "big") % RING


def start_of(seed: int) -> int:
    """Where the draw of a seed begins."""
    return lot_of(f"seed {seed}")
