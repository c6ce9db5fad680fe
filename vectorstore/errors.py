"""What can go wrong while keeping, indexing and finding articles.

ArchiveError
├── EncoderError      the sentence encoder cannot be loaded
├── ArchiveMissing    no archive in that folder
├── ArchiveDamaged    a file is cut short, overwritten or of another format
├── ArchiveBusy       another process is writing
├── SettingsMismatch  made with other settings than those asked for
├── UnknownArticle    no article of that id
└── BadMatch          a match expression that the lexical index cannot read
"""


class ArchiveError(Exception):
    """Base of this stage's errors; the message names the thing and says what to do."""


class EncoderError(ArchiveError):
    """The sentence encoder cannot be loaded."""


class ArchiveMissing(ArchiveError):
    """There is no archive in that folder."""


class ArchiveDamaged(ArchiveError):
    """A file of the archive is cut short, overwritten or of another format."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class SettingsMismatch(ArchiveError):
    """The archive was made with other settings than those asked for."""


class UnknownArticle(ArchiveError):
    """The archive holds no article of that id."""


class BadMatch(ArchiveError):
    """A match expression that the lexical index cannot read."""
