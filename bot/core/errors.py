"""Errors that are shown to a person.

SanfangError             the message is for the operator, in Chinese, and says what to do
├── SettingsError        a setting is missing or wrong
├── AlreadyRunningError  another process holds the data directory
├── EditingError         the corpus cannot be edited or published like this
└── StoreError           the database cannot be used
    └── NewerSchemaError the database was written by a newer release
"""


class SanfangError(Exception):
    """Base of every error whose message is meant for a person."""


class SettingsError(SanfangError):
    """A setting is missing or wrong."""


class AlreadyRunningError(SanfangError):
    """Another process already serves from this data directory."""


class EditingError(SanfangError):
    """The corpus cannot be edited or published like this; the message says what to do, `typed` by which command."""

    def __init__(self, message: str, typed: str = "") -> None:
        super().__init__(message)
        self.typed = typed


class StoreError(SanfangError):
    """The database cannot be used."""


class NewerSchemaError(StoreError):
    """The database was written by a newer release."""
