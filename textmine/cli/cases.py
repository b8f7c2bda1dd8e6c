"""Commands that read a case database: search, show, export."""

from __future__ import annotations
