"""wa-sync doctor over several accounts: each in its turn, and none hides another."""

from __future__ import annotations

import json
import os

from support.commits import Checkout
from support.consulted import KEY, META_TOKEN, unproxied
from support.road import TEMPLATES, Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox import faults
from wa_sync.sandbox.fault import Fault
from wa_sync.sandbox.phones import introduce
from wa_sync.sandbox.server import serve


PROJECT = """\
version: 1
accounts:
  shop:
    waba_id: "102290129340398"
    phone_number_id: "106540352242922"
    endpoint: meta
  old:
    waba_id: "102290129340399"
    phone_number_id: "106540352242923"
    endpoint: meta
    token_env: OLD_TOKEN
  behind:
    waba_id: "102290129340400"
    phone_number_id: "106540352242924"
"""
TOLD = """\
  ok       configuration  valid: 3 accounts, 3 declared
  ok       git            the history is whole
  ok       state          STATE/wa-sync can be made
  warning  endpoint       SERVER gets the token, by --endpoint or WA_SYNC_ENDPOINT
  ok       proxy          none: no variable names one
  ok       clock          right to within five minutes of the server's

account shop
  ok       token          WHATSAPP_TOKEN: looks like an access token of Meta
  ok       reached        the Graph API answers
  ok       waba           102290129340398 can be read
  ok       phone number   106540352242922 can be read: +1 202-555-0198, Sandbox Shop
  ok       permissions    templates can be read, so \
whatsapp_business_management is granted; only sending tells \
about whatsapp_business_messaging
  ok       api version    v23.0, asked and answered
  skipped  rate           the answers do not tell how much of a limit is used
  ok       commands       all but media samples and profile pictures (no app_id); \
wa-sync connection (not behind the gateway)
  ok       lock           nobody is applying

account old
  wrong    token          OLD_TOKEN: looks like an access token of Meta; it is \
refused: Error validating access token
                          hint: Make a new token and put it where the old one was.
  ok       reached        the Graph API answers
  skipped  waba           the token is refused
  skipped  phone number   the token is refused
  skipped  permissions    the token is refused
  skipped  api version    asked as v23.0; the answers name no version
  skipped  rate           the answers do not tell how much of a limit is used
  ok       commands       all but media samples and profile pictures (no app_id); \
wa-sync connection (not behind the gateway)
  ok       lock           nobody is applying

account behind
  ok       token          MATON_API_KEY: looks like a key of the gateway
  ok       reached        the gateway answers
  wrong    connection     no connection to WhatsApp is active
                          hint: wa-sync connection create starts one
  ok       waba           102290129340400 can be read
  ok       phone number   106540352242924 can be read: +1 202-555-0108, Sandbox Shop
  ok       permissions    templates can be read, so \
whatsapp_business_management is granted; only sending tells \
about whatsapp_business_messaging
  ok       api version    v21.0, asked and answered
  skipped  rate           the answers do not tell how much of a limit is used
  ok       commands       all but media samples and profile pictures (no app_id)
  ok       lock           nobody is applying

34 checks: 24 ok, 1 warning, 2 wrong, 7 skipped.
"""


def documented(told: str) -> dict[str, object]:
    """The document that says the same as a text."""
    checks: list[dict[str, object]] = []
    account: str | None = None
    *lines, _, _ = told.split("\n")
    for line in lines:
        verdict, name, message = line[2:9].strip(), line[11:25].strip(), line[26:]
        if line.startswith("account "):
            account = line.removeprefix("account ")
        elif verdict:
            checks.append(
                {
                    "check": name,
                    "account": account,
                    "verdict": verdict,
                    "message": message,
                    "hint": None,
                    "exit_code": 77 if verdict == "wrong" else 0,
                }
            )
        elif message:
            checks[-1]["hint"] = message.removeprefix("hint: ")
    summary = {
        one: len([check for check in checks if check["verdict"] == one])
        for one in ("ok", "warning", "wrong", "skipped")
    }
    return {"format_version": 1, "checks": checks, "summary": summary}


def test_three_accounts(road: Road) -> None:
    """One is fine, the token of one is refused, and one lacks its connection: 77."""
    unproxied(road)
    road.project(TEMPLATES, project=PROJECT)
    Checkout(road.folder).git("init", "-q")
    Checkout(road.folder).commit()
    road.env(WHATSAPP_TOKEN=META_TOKEN, OLD_TOKEN=f"{META_TOKEN}9", MATON_API_KEY=KEY)
    with serve(None, routes=ROUTES) as served:
        introduce(served.world, "102290129340398", "106540352242922")
        introduce(served.world, "102290129340400", "106540352242924")
        bad = Fault(what="refuse", code=190, path="102290129340399/*", times=0)
        faults.order(served.world, bad)
        at = ("--endpoint", served.url)
        ran = road.run("doctor", *at)
        document = road.run("doctor", *at, "-o", "json")

    def plain(text: str) -> str:
        state = text.replace(os.environ["XDG_STATE_HOME"], "STATE")
        return state.replace(served.url, "SERVER")

    assert (ran.code, ran.err, plain(ran.out)) == (77, "", TOLD)
    assert (document.code, document.err) == (77, "")
    assert json.loads(plain(document.out)) == documented(TOLD)
