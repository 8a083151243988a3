"""What the state machine declares: a small project that is changed step by step."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

from support.sandbox_account import ACCOUNT

from wa_sync.model.account import Limits, matches
from wa_sync.model.source import Json


HOME, ELSEWHERE = str(ACCOUNT.waba_id), "102290129340399"
PHONE = str(ACCOUNT.phone_number_id)
NAMES = ("order_paid", "order_sent", "otp_hint", "promo_week")
LANGUAGES = ("en_US", "es_MX")
TEXTS = (
    "Your parcel is on its way to you.",
    "Thank you, we have your payment.",
    "Come by this week and have a look.",
    "{{1}} is what Meta takes no more.",
)
REFUSED = TEXTS[-1]
"""Breaks a rule, which the entry allows, so that only Meta says no."""
CATEGORIES = ("MARKETING", "UTILITY")
BROKEN = {
    "no YAML": "version: 1\nmessage_templates: [",
    "unknown key": 'version: 1\nmessage_templates: [{nam: "x"}]\n',
    "twice": "version: 1\nremoved: [{message_template: a_b/en_US},"
    " {message_template: a_b/en_US}]\n",
    "no text": "version: 1\nremoved: [{message_template: a_b}]\n",
}


SOUND = "version: 1\n"
ROOM = Limits(max_deletes=2, max_delete_percent=60, max_changes=20)
"""More than the defaults, so that something happens."""


class Key(NamedTuple):
    """What a mutation is about: whose it is, its name and its language.

    A profile has neither name nor language.
    """

    owner: str
    name: str = ""
    language: str = ""

    @property
    def address(self) -> str:
        """As wa-sync writes it."""
        if self.name:
            return f"message_template.{self.name}/{self.language}"
        return f"business_profile.{self.owner}"


PROFILE = Key(PHONE)


@dataclass
class Config:
    """A whole project, as a person might have written it."""

    waba: str = HOME
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    buried: list[tuple[str, str]] = field(default_factory=list)
    profile: dict[str, str] = field(default_factory=dict)
    protect: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limits: Limits = ROOM
    policy: str = "accept"
    unmanaged: str = "report"
    broken: str | None = None

    def copy(self) -> Config:
        """Return one that does not change with this one."""
        return deepcopy(self)

    @property
    def declared(self) -> dict[Key, str]:
        """Every template that is declared, with its text."""
        return {Key(self.waba, *key): text for key, text in self.texts.items()}

    @property
    def tombstones(self) -> frozenset[Key]:
        """Every template that is to be deleted: a declaration is the later word."""
        return frozenset(
            Key(self.waba, *key) for key in self.buried if key not in self.texts
        )

    @property
    def valid(self) -> bool:
        """Whether the tool has to take it."""
        names = [name for name, _ in (*self.texts, *self.buried)]
        return self.broken is None and not any(map(self.outside, names))

    def outside(self, name: str) -> bool:
        """Whether a name is none of the account's business."""
        return matches(name, self.exclude)

    def edit(self, what: str, key: tuple[str, str], text: str) -> None:
        """Declare a template, or take it out, with or without a tombstone.

        What the account does not manage is left alone: declaring it is an error.
        """
        if self.outside(key[0]):
            return
        if what == "declare":
            self.texts[key] = text
            self.buried = [one for one in self.buried if one != key]
            return
        self.texts.pop(key, None)
        if what == "bury" and key not in self.buried:
            self.buried.append(key)

    def write(self, folder: Path) -> None:
        """Write all files; JSON is YAML, and what is not there is empty."""
        documents: dict[str, dict[str, Json]] = {
            "wa-sync.yaml": {"accounts": {"demo": self._account()}},
            "templates.yaml": {"message_templates": self._entries()},
            "removed.yaml": {
                "removed": [
                    {"message_template": f"{name}/{language}"}
                    for name, language in self.buried
                ]
            },
            "profile.yaml": {"business_profile": dict(self.profile)},
        }
        for name, content in documents.items():
            kept = {key: value for key, value in content.items() if value}
            lines = [f"{key}: {json.dumps(value)}" for key, value in kept.items()]
            text = "\n".join(["version: 1", *lines, ""])
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "broken.yaml").write_text(BROKEN.get(self.broken or "", SOUND))

    def _account(self) -> Json:
        found: dict[str, Json] = {
            "waba_id": self.waba,
            "phone_number_id": PHONE,
            "endpoint": "meta",
            "category_policy": self.policy,
            "unmanaged": self.unmanaged,
            "limits": {f.name: getattr(self.limits, f.name) for f in fields(Limits)},
            "protect": list(self.protect),
        }
        if self.exclude:
            found["manage"] = {"exclude": list(self.exclude)}
        return found

    def _entries(self) -> list[Json]:
        """One entry a name; a name in several languages under ``languages:``."""
        entries: list[Json] = []
        for name in NAMES:
            texts = {k[1]: text for k, text in self.texts.items() if k[0] == name}
            if not texts:
                continue
            entry: dict[str, Json] = {"name": name, "category": self.categories[name]}
            if REFUSED in texts.values():
                entry["allow"] = ["variable_at_start"]
            if len(texts) == 1:
                language, text = next(iter(texts.items()))
                entries.append({**entry, "language": language, **variant(text)})
            else:
                entry["languages"] = {k: variant(text) for k, text in texts.items()}
                entries.append(entry)
        return entries


def variant(text: str) -> dict[str, Json]:
    """Return what a template consists of, declared or posted."""
    body: dict[str, Json] = {"type": "BODY", "text": text}
    if "{{1}}" in text:
        body["example"] = {"body_text": [["Ana"]]}
    return {"components": [body]}
