"""Media: a file that is to be uploaded, and one that Meta keeps."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A local file as Meta wants to know it; ``path`` is as a person typed it.

    ``size`` is in bytes, ``sha256`` in hexadecimal digits.
    """

    path: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploading:
    """The one request of an upload: ``POST path`` with a file, for an account.

    The path of the request begins with a slash and holds prefix and version.
    """

    account: str
    path: str
    file: MediaFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """A file that Meta keeps, as the API describes it; None is what it did not say.

    ``sha256`` is in hexadecimal digits. ``url`` leads to the bytes for five minutes,
    with a token; it is no part of what is printed unasked.
    """

    id: str
    content_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    url: str | None = field(default=None, repr=False)
