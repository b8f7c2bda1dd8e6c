"""Every error that textmine raises on purpose.

TextmineError
├── SettingsError         a setting, an option or a rule file is wrong
├── ResourceError         something that we ship, or that the user named, is missing or unfit
├── SourceError           one document cannot be mined; `reason` is the word in the ledger
│   ├── NoTextError           no_text: empty, only furniture, or not Chinese
│   ├── UnreadableError       unreadable: damaged or truncated
│   ├── EncryptedError        encrypted: needs a password
│   ├── UnsupportedError      unsupported: a format that we do not read, or an extra is missing
│   ├── BadEncodingError      encoding: over 1 % of the characters could not be decoded
│   ├── TooLargeError         too_large: beyond a limit of the settings
│   ├── UnsafeError           unsafe: entity tricks, paths that leave the archive
│   ├── UnavailableError      unavailable: vanished, looping link, no permission
│   ├── ConfidentialError     confidential: marked as secret or internal, not yet confirmed
│   ├── TimedOutError         timeout
│   └── OutOfMemoryError      memory
├── StoreError            a case database cannot be opened, read or written
└── NoRoomError           a disk is full, or the folder of temporary files

Each names the document or file it is about, says what happened and what to do, and survives
pickling (arguments are kept as they came, the message is built when it is shown).
"""

from __future__ import annotations

from typing import ClassVar, Self


class TextmineError(Exception):
    """Something that textmine knows how to explain: `subject` is the file or value it is about."""

    def __init__(self, subject: str, message: str) -> None:
        super().__init__(subject, message)
        self.subject = subject
        self.message = message

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Arguments as they came; an OSError by itself would lose them."""
        return type(self), (self.subject, self.message)

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}" if self.subject else self.message


class SettingsError(TextmineError, ValueError):
    """A setting, an option or a rule file is wrong."""


class ResourceError(TextmineError, LookupError):
    """A file that we ship, or that the user named, is missing or unfit."""


class StoreError(TextmineError, RuntimeError):
    """A case database cannot be opened, read or written."""


class NoRoomError(TextmineError, RuntimeError):
    """A disk, or somebody's share of it, is full: that of temporary files, if no other is named."""


class SourceError(TextmineError):
    """One document cannot be mined; the run goes on without it."""

    reason: ClassVar[str] = "unreadable"


class NoTextError(SourceError, ValueError):
    """Empty, only furniture, or not Chinese."""

    reason = "no_text"


class UnreadableError(SourceError, ValueError):
    """Damaged or truncated."""

    reason = "unreadable"


class EncryptedError(SourceError, ValueError):
    """Needs a password."""

    reason = "encrypted"


class UnsupportedError(SourceError, ValueError):
    """A format that we do not read, or one that needs an extra which is not installed."""

    reason = "unsupported"


class BadEncodingError(SourceError, ValueError):
    """Over 1 % of the characters could not be decoded."""

    reason = "encoding"


class TooLargeError(SourceError, ValueError):
    """Beyond a limit of the settings."""

    reason = "too_large"


class UnsafeError(SourceError, ValueError):
    """A document built to do harm: entity tricks, paths that leave the archive."""

    reason = "unsafe"


class UnavailableError(SourceError, OSError):
    """The file vanished, loops, or may not be read."""

    reason = "unavailable"


class ConfidentialError(SourceError, RuntimeError):
    """Marked as secret or internal; held back until somebody confirms it."""

    reason = "confidential"


class TimedOutError(SourceError, TimeoutError):
    """The document took longer than the limit of the settings."""

    reason = "timeout"


class OutOfMemoryError(SourceError, RuntimeError):
    """The document took more memory than the limit of the settings."""

    reason = "memory"


# The words of the ledger.
REASONS = tuple(sorted({kind.reason for kind in SourceError.__subclasses__()} | {"internal"}))
