"""A project with two accounts, of which one is tried out before the other."""

from __future__ import annotations

from support.road import Road


STAGING, PRODUCTION = "102290129340398", "202290129340398"
ACCOUNTS = f"""\
version: 1
accounts:
  staging:
    waba_id: "{STAGING}"
    phone_number_id: "106540352242922"
    vars: {{shop: staging.example}}
  production:
    waba_id: "{PRODUCTION}"
    phone_number_id: "206540352242922"
    vars: {{shop: shop.example}}
"""


def template(name: str, text: str, *lines: str, language: str = "en_US") -> str:
    """One entry of a list of templates; ``lines`` are more of its fields."""
    more = "".join(f"    {line}\n" for line in lines)
    return (
        f"  - name: {name}\n    language: {language}\n    category: UTILITY\n{more}"
        f'    components: [{{type: BODY, text: "{text}"}}]\n'
    )


def only(*accounts: str) -> str:
    """The line that limits an entry to some accounts."""
    return f"accounts: [{', '.join(accounts)}]"


def project(
    road: Road, *entries: str, accounts: str = ACCOUNTS, more: str = ""
) -> None:
    """Write a project of two files: the accounts, and what is declared for them."""
    listed = f"message_templates:\n{''.join(entries)}" if entries else ""
    road.project(f"version: 1\n{more}{listed}", project=accounts)


def applied(road: Road, *argv: str) -> None:
    """Make all of it live, approved at once."""
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", *(argv or ("-a", "*")))
