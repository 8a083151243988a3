from __future__ import annotations

import base64
import copy
import dataclasses
import json
import pickle
import re
import traceback
from urllib.parse import quote

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_sync.errors import BadEnvironment
from wa_sync.http.secret import MASK, Redactor, Secret, redact
from wa_sync.model.source import Json


TOKEN = 'canary/"tok+en\\42'  # noqa: S105 - made up
PRINTABLE = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=8, max_size=60
)


def test_a_secret_prints_as_the_mask_whoever_prints_it() -> None:
    """Every way of turning a secret into text gives three stars."""
    secret = Secret(TOKEN)
    printed = [
        str(secret),
        repr(secret),
        f"{secret}",
        f"{secret!r}",
        f"{secret:s}",
        "%s" % secret,  # noqa: UP031 - each way is tried
        "{}".format(secret),  # noqa: UP032 - as above
        "".join([secret]),  # noqa: FLY002 - as above
        str(copy.copy(secret)),
        str(copy.deepcopy([secret])[0]),
        json.loads(json.dumps(secret)),
        orjson.loads(orjson.dumps([secret]))[0],
        pickle.loads(pickle.dumps(secret)),  # noqa: S301 - what we just wrote
        secret.encode().decode(),
    ]
    assert [str(text) for text in printed] == [MASK] * len(printed)


def test_a_pickled_secret_does_not_hold_the_token() -> None:
    """The bytes of a pickle hold nothing of the token."""
    assert b"canary" not in pickle.dumps({"token": Secret("canary-12345")})


def test_secrets_are_equal_when_their_tokens_are() -> None:
    """Equality and hash follow the token, and a plain text is never equal."""
    one, same, other = Secret("token-one"), Secret("token-one"), Secret("token-two")
    assert (one == same, one != same, hash(one) == hash(same)) == (True, False, True)
    assert (one == other, one != other) == (False, True)
    assert (one == MASK, one == "token-one") == (False, False)


def test_whitespace_around_a_token_is_dropped() -> None:
    """What an editor or a shell adds to a token does not reach the header."""
    given = " \t\r\ncanary-token-000\n"
    assert Secret.parse(given, source="X").reveal() == "canary-token-000"


@pytest.mark.parametrize(
    ("given_text", "fault"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("***", "it was masked by whatever printed it"),
        ("EAA***canary", "it was masked by whatever printed it"),
        ('{"token": "canary"}', "it looks like JSON"),
        ('["canary-canary"]', "it looks like JSON"),
        ("${{ secrets.CANARY }}", "it is a variable that nobody replaced"),
        ("$CANARY_TOKEN", "it is a variable that nobody replaced"),
        ('"canary-token"', "it is in quotes"),
        ("'canary-token", "it is in quotes"),
        ("canary-token`", "it is in quotes"),
        (
            "Bearer canary-token-0123",
            "a token is at least 16 printable ASCII characters without spaces",
        ),
        (
            "canarý-token-0123",
            "a token is at least 16 printable ASCII characters without spaces",
        ),
        (
            "canary\x00token-0123",
            "a token is at least 16 printable ASCII characters without spaces",
        ),
        (
            "changeme",
            "a token is at least 16 printable ASCII characters without spaces",
        ),
        (
            "fifteen-letters",
            "a token is at least 16 printable ASCII characters without spaces",
        ),
    ],
)
def test_what_is_no_token_is_refused_without_being_shown(
    given_text: str, fault: str
) -> None:
    """The message names the source and the fault, and nothing of the value."""
    with pytest.raises(BadEnvironment) as caught:
        Secret.parse(given_text, source="MATON_API_KEY")
    assert caught.value.message == f"MATON_API_KEY holds no usable token: {fault}."
    assert caught.value.hint == "Give the bare token, with nothing around it."


@given(PRINTABLE, st.text(), st.text())
def test_no_spelling_of_a_token_survives_the_redactor(
    token: str, before: str, after: str
) -> None:
    """Raw, URL-, JSON-, base64- and hex-encoded tokens are all masked."""
    clean = Redactor([Secret(token)])
    raw = token.encode()
    spellings = {
        token,
        quote(token, safe=""),
        json.dumps(token)[1:-1],
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode(),
        raw.hex(),
        raw.hex().upper(),
    }
    for spelling in spellings:
        shown = clean(f"{before} {spelling} {after}")
        assert spelling not in shown.replace(before, "").replace(after, "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "https://x/?a=1&access_token=canary&b=2",
            "https://x/?a=1&access_token=***&b=2",
        ),
        ("access_token%3Dcanary", "access_token%3D***"),
        ('{"access_token": "canary"}', '{"access_token": "***"}'),
        (
            "open https://connect.maton.ai/?session_token=canary now",
            "open https://connect.maton.ai/?session_token=*** now",
        ),
        ("Authorization: Bearer canary-token", "Authorization: Bearer ***"),
        ("authorization: oauth canary-token", "authorization: oauth ***"),
        ("got EAAGm0PX4ZCpsBAKZCanary1 back", "got *** back"),
        ("a bearer of news, EAA, access", "a bearer of news, EAA, access"),
    ],
)
def test_what_looks_like_a_token_is_masked_without_being_known(
    text: str, shown: str
) -> None:
    """The shapes that tokens have in addresses and headers are enough."""
    assert redact(text) == shown


def test_no_value_that_holds_a_secret_shows_it() -> None:
    """Dataclasses, containers and tracebacks with their variables give three stars."""

    @dataclasses.dataclass
    class Holder:
        """Something of ours that knows the token."""

        token: Secret

    holder = Holder(Secret(TOKEN))

    def fail(held: Holder) -> None:
        token = held.token
        raise ValueError(f"{token}")

    with pytest.raises(ValueError, match=re.escape(MASK)) as caught:
        fail(holder)
    told = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True
    )
    shown = [
        str(holder),
        str(dataclasses.asdict(holder)),
        str(dataclasses.astuple(holder)),
        str({holder.token: [holder.token]}),
        str(vars(holder)),
        "".join(told.format()),
        str(copy.copy(holder)),
        str(copy.deepcopy(holder)),
        str(dir(holder.token)),
    ]
    assert [text for text in shown if "canary" in text] == []
    assert "token = ***" in shown[5]


def test_what_a_process_was_given_is_known_to_what_goes_out() -> None:
    """A token that came in is masked by the redactor of everything that goes out."""
    Secret.parse("given-canary-4711", source="X")
    assert redact("a given-canary-4711 b") == "a *** b"
    assert redact.known("a GIVEN-canary-4711 b") == "a *** b"
    assert redact.known("Bearer given-canary-471") == "Bearer given-canary-471"


def test_a_redactor_that_knows_nothing_leaves_texts_alone() -> None:
    """Without a token only what looks like one is masked."""
    assert Redactor().known(f"Bearer {TOKEN}") == f"Bearer {TOKEN}"


@pytest.mark.parametrize("slash", ["/", "\\/", "\\u002f"])
def test_no_token_comes_in_by_an_answer(slash: str) -> None:
    """However JSON spells it, as a text, a key or a part of one."""
    told = json.dumps(TOKEN).replace("/", slash)
    body = json.loads(f'{{"a": [{told}, 1, null], {told}: {{"b": "x{told[1:]}}}}}')
    clean = Redactor([Secret(TOKEN)]).value(body)
    assert clean == {"a": [MASK, 1, None], MASK: {"b": f"x{MASK}"}}


def test_an_answer_without_the_token_stays_the_same() -> None:
    """Nothing is copied where there is nothing to mask."""
    body: list[Json] = [{"text": "Bearer of news, access_token=none-of-ours"}]
    assert Redactor([Secret(TOKEN)]).value(body) is body
