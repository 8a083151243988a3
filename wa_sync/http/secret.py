"""The token as a type of its own: it prints as ``***``, whoever prints it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self

from wa_sync.errors import BadEnvironment


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.model.source import Json


MASK: Final = "***"

_ASCII_SPACE: Final = " \t\r\n\f\v"
# shorter ones may be words, and whatever is read or written would lose these words
_TOKEN: Final = re.compile(r"[\x21-\x7e]{16,}")
_GENERIC: Final = (
    (
        re.compile(r"(?i)((?:access|session)_token(?:=|%3D|\"\s*:\s*\"))[^&\s\"'<>]+"),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?i)\b(Bearer|OAuth)(\s+)[\x21-\x7e]{8,}"), rf"\1\2{MASK}"),
    (re.compile(r"EAA[A-Za-z0-9]{20,}"), MASK),
)


class Secret(str):
    """The text ``***`` that knows a token; only ``reveal`` gives it away.

    A ``str``, so that everything that writes texts (json and orjson among them)
    writes the mask. Two secrets are equal when their tokens are.
    """

    __slots__ = ("_token",)

    _token: str

    def __new__(cls, token: str) -> Self:
        """Wrap a token as it is; tokens from outside go through ``parse``."""
        made = super().__new__(cls, MASK)
        made._token = token
        return made

    @classmethod
    def parse(cls, text: str, *, source: str) -> Secret:
        """Take a token from ``source`` (a variable or a file, named in the message).

        Raises BadEnvironment, which never shows what was given.
        """
        token = text.strip(_ASCII_SPACE)
        fault = _fault(token)
        if fault is not None:
            raise BadEnvironment(
                f"{source} holds no usable token: {fault}.",
                hint="Give the bare token, with nothing around it.",
            )
        made = cls(token)
        redact.learn(made)
        return made

    def reveal(self) -> str:
        """Return the token itself: for the Authorization header and nothing else."""
        return self._token

    @property
    def of_meta(self) -> bool:
        """Whether it looks like an access token of Meta; says nothing else of it."""
        return self._token.startswith("EAA")

    def spellings(self) -> frozenset[str]:
        """Return every way the token may be written in a text, for redaction."""
        import base64
        import json
        from urllib.parse import quote

        raw = self._token.encode()
        return frozenset(
            {
                self._token,
                quote(self._token),
                quote(self._token, safe=""),
                json.dumps(self._token)[1:-1],
                json.dumps(self._token)[1:-1].replace("/", "\\/"),
                # as Python quotes it, with either kind of quotes around it
                self._token.replace("\\", "\\\\"),
                self._token.replace("\\", "\\\\").replace("'", "\\'"),
                base64.b64encode(raw).decode().rstrip("="),
                base64.urlsafe_b64encode(raw).decode().rstrip("="),
                raw.hex(),
            }
        )

    def __repr__(self) -> str:
        """Print the mask, without quotes."""
        return MASK

    def __eq__(self, other: object) -> bool:
        """Compare tokens; a secret is never equal to a plain text."""
        return isinstance(other, Secret) and self._token == other._token

    def __ne__(self, other: object) -> bool:
        """Be the opposite of equality, which ``str`` defines apart."""
        return not self == other

    def __hash__(self) -> int:
        """Hash as equality compares."""
        return hash((Secret, self._token))

    def __copy__(self) -> Secret:
        """Stay the same object: it cannot change."""
        return self

    def __deepcopy__(self, _memo: object) -> Secret:
        """Stay the same object: it cannot change."""
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Pickle the mask only."""
        return str, (MASK,)


class Redactor:
    """Puts the mask wherever a known token, or what looks like one, is written."""

    __slots__ = ("_known", "_spellings")

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        """Know some tokens, in all their spellings."""
        self._spellings: frozenset[str] = frozenset()
        self._known: re.Pattern[str] | None = None
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: Secret) -> None:
        """Know one more token."""
        self._spellings |= set(map(str.lower, secret.spellings()))
        # the longest first: one spelling may begin with another
        ordered = sorted(self._spellings, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text without tokens."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        for pattern, instead in _GENERIC:
            text = pattern.sub(instead, text)
        return text

    def known(self, text: str) -> str:
        """Return the text without the tokens that are known: quick, for long texts."""
        if self._known is None or not self._anywhere(text):
            return text
        return self._known.sub(MASK, text)

    def value(self, value: Json) -> Json:
        """Return JSON in which no known token is left, in no text and no key."""
        from orjson import dumps

        return self._without(value) if self._anywhere(dumps(value).decode()) else value

    def _anywhere(self, text: str) -> bool:
        # ten times as fast as the expression, and nearly always the end of it
        return any(map(text.lower().__contains__, self._spellings))

    def _without(self, value: Json) -> Json:
        if isinstance(value, str):
            return self.known(value)
        if isinstance(value, list):
            return [self._without(item) for item in value]
        if isinstance(value, dict):
            return {self.known(key): self._without(v) for key, v in value.items()}
        return value


redact: Final = Redactor()
"""For whatever goes out: knows every token that this process was given."""


def _fault(token: str) -> str | None:
    """What keeps a text from being a token; the text itself is never quoted."""
    faults = (
        (not token, "it is empty"),
        (MASK in token, "it was masked by whatever printed it"),
        (token[:1] in {"{", "["}, "it looks like JSON"),
        (token[:1] == "$", "it is a variable that nobody replaced"),
        ({token[:1], token[-1:]} & set("'\"`"), "it is in quotes"),
        (
            not _TOKEN.fullmatch(token),
            "a token is at least 16 printable ASCII characters without spaces",
        ),
    )
    return next((fault for found, fault in faults if found), None)
