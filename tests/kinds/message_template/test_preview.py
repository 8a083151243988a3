from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import messages
from support.messages import PHOTO, body, bubble, head, spec, tapped
from support.variants import answers, creates

from wa_sync.kinds import KINDS
from wa_sync.kinds.message_template.limits import COMPONENTS
from wa_sync.kinds.message_template.normal import from_answer, normalize
from wa_sync.kinds.message_template.preview import preview
from wa_sync.kinds.message_template.preview.filled import fill, plain, rich
from wa_sync.model.bubble import (
    Bubble,
    Button,
    Header,
    Icon,
    Line,
    Mark,
    Media,
    Offer,
    Origin,
    Run,
    Value,
)
from wa_sync.model.source import Json, Spec


BOLD = frozenset({Mark.BOLD})
ANA = Run("Ana", origin=Origin.EXAMPLE, name="1")
LINKED = (
    Run("https://shop.example/orders/"),
    Run("A-1042", origin=Origin.EXAMPLE, name="1"),
)


def test_a_message_with_everything_common() -> None:
    """Header, body, footer and buttons are as whoever gets the message sees them."""
    drawn = spec(
        "order",
        head("TEXT", text="Order {{1}}", example=["A-1042"]),
        body("Hi *{{1}}*,\nbye {{2}}", "Ana"),
        messages.foot("Thanks"),
        tapped(messages.LINK, messages.REPLY),
    )
    assert preview(drawn, {}) == Bubble(
        language="en_US",
        called="English (US)",
        header=Header((Run("Order "), Run("A-1042", origin=Origin.EXAMPLE, name="1"))),
        body=(
            Line((Run("Hi "), ANA._replace(marks=BOLD), Run(","))),
            Line((Run("bye "), Run("{{2}}", origin=Origin.MISSING, name="2"))),
        ),
        footer=(Run("Thanks"),),
        buttons=(
            Button(Icon.LINK, Run("Track your order"), LINKED),
            Button(Icon.REPLY, Run("Stop promotions")),
        ),
        values=(
            Value("header", "1", "A-1042"),
            Value("body", "1", "Ana"),
            Value("body", "2", None),
            Value("button 1", "1", "A-1042"),
        ),
        phone_only=True,
    )


def test_a_passcode_in_another_language() -> None:
    """Texts of Meta's are shown in English, and said to stand in for the language."""
    code = Run("123456", BOLD, Origin.EXAMPLE, "1")
    assert bubble("code_filled") == Bubble(
        language="de",
        called="German",
        body=(Line((code, Run(" is your verification code.", origin=Origin.META))),),
        footer=(Run("This code expires in 1 minute.", origin=Origin.META),),
        buttons=(Button(Icon.FILL, Run("Fill it in"), (Run("com.example.shop"),)),),
        stand_in=True,
    )


def test_a_passcode_in_english() -> None:
    """The recommendation and the label are Meta's, and are known in English."""
    drawn = bubble("code")
    assert not drawn.stand_in
    said = "".join(run.text for run in drawn.body[0].runs)
    assert said == (
        "123456 is your verification code. For your security, do not share this code."
    )
    assert drawn.buttons == (Button(Icon.COPY, Run("Copy code", origin=Origin.META)),)
    assert bubble("code_unseen").buttons[0].label == Run("Autofill", origin=Origin.META)
    own = messages.otp("COPY_CODE", text="Copy")
    drawn = preview(spec("code", own, category="AUTHENTICATION"), {})
    assert drawn.buttons == (Button(Icon.COPY, Run("Copy")),)


def test_an_older_passcode_has_its_own_words() -> None:
    """Where the body of an authentication template was written, that is sent."""
    drawn = preview(spec("old", body("Code {{1}}", "7"), category="AUTHENTICATION"), {})
    assert drawn.body[0].runs[0] == Run("Code ")
    assert not drawn.stand_in


@pytest.mark.parametrize(
    ("case", "media"),
    [
        ("image", Media.IMAGE),
        ("video", Media.VIDEO),
        ("gif", Media.GIF),
        ("document", Media.DOCUMENT),
        ("location", Media.LOCATION),
        ("unknown", Media.UNKNOWN),
        ("catalog", Media.CATALOG),
        ("spm", Media.PRODUCT),
        ("order", Media.ORDER),
    ],
)
def test_heads(case: str, media: Media) -> None:
    """What stands at the head is told by the header, or by the button that needs it."""
    header = bubble(case).header
    assert header is not None
    assert header.media is media
    assert header.asset is next(iter(messages.SAMPLES.get(case, {}).values()), None)


def test_a_product_needs_no_header_of_its_own() -> None:
    """The button of a product or an order says what the phone puts above the text."""
    drawn = preview(spec("spm", body("One."), tapped({"type": "SPM"})), {})
    assert drawn.header == Header(media=Media.PRODUCT)


def test_every_button() -> None:
    """Each type has its picture, its label, and where a tap leads."""
    assert bubble("buttons").buttons == (
        Button(Icon.LINK, Run("Track your order"), LINKED),
        Button(Icon.PHONE, Run("Call us"), (Run("+15550051310"),)),
        Button(
            Icon.COPY,
            Run("Copy offer code", origin=Origin.META),
            (Run("SPRING20", origin=Origin.EXAMPLE),),
        ),
        Button(Icon.CALL, Run("Talk to us")),
        Button(Icon.REVIEW, Run("Book a visit"), (Run("777 › DATES"),)),
        Button(Icon.CONTACT, Run("Share Contact Info", origin=Origin.META)),
        Button(Icon.LINK, Run("Home"), (Run("https://shop.example/"),)),
        Button(Icon.REPLY, Run("Stop promotions")),
    )
    assert [bubble(case).buttons[0].icon for case in ("catalog", "mpm", "order")] == [
        *(Icon.LIST, Icon.LIST, Icon.PAY)
    ]
    assert bubble("unknown").buttons == (
        Button(Icon.UNKNOWN, Run("Go")),
        Button(Icon.UNKNOWN, Run("APP", origin=Origin.META)),
    )
    flow: Spec = {"type": "FLOW", "text": "Go", "flow_name": "visit"}
    assert preview(spec("flow", tapped(flow)), {}).buttons == (
        Button(Icon.FLOW, Run("Go"), (Run("visit"),)),
    )


@pytest.mark.parametrize(
    ("example", "before", "shown", "origin"),
    [
        (["https://x.example/a?b"], "", "https://x.example/a?b", Origin.EXAMPLE),
        (["a"], "https://shop.example/orders/", "a", Origin.EXAMPLE),
        ([], "https://shop.example/orders/", "{{1}}", Origin.MISSING),
    ],
)
def test_the_sample_of_a_link(
    example: list[Json], before: str, shown: str, origin: Origin
) -> None:
    """A sample is what the variable stands for, or the whole address."""
    link = {**messages.LINK, "example": example}
    drawn = preview({"components": [tapped(link)]}, {})
    value = Run(shown, origin=origin, name="1")
    assert drawn.buttons[0].detail == ((Run(before), value) if before else (value,))


@pytest.mark.parametrize(
    ("count", "at_once"), [(0, 0), (1, 1), (3, 3), (4, 2), (10, 2)]
)
def test_many_buttons_are_folded(count: int, at_once: int) -> None:
    """Of more than three buttons two are shown at once, and desktops show none."""
    drawn = preview(spec("many", tapped(*[messages.REPLY] * count)), {})
    assert drawn.at_once == at_once
    assert drawn.phone_only is (count > 3)


def test_offers() -> None:
    """A limited-time offer has its words, whether it ends, and the code."""
    assert bubble("offer").offer == Offer("20 % off", expires=True, code="SPRING20")
    assert bubble("offer_forever").offer == Offer("5 % off", expires=False)
    assert bubble("plain").offer is None
    never: Spec = {"text": "5 % off", "has_expiration": False}
    drawn = spec("never", {"type": "LIMITED_TIME_OFFER", "limited_time_offer": never})
    assert preview(drawn, {}).offer == bubble("offer_forever").offer


def test_a_carousel() -> None:
    """Each card has its own head, text and buttons, and the sample of its medium."""
    first, second, _ = bubble("carousel").cards
    assert first.header == Header(media=Media.IMAGE)
    assert second.header == Header(media=Media.IMAGE, asset=PHOTO)
    assert first.body[0].runs[0] == Run("Fig", BOLD)
    assert [button.icon for button in first.buttons] == [Icon.LINK, Icon.REPLY]
    assert bubble("products").cards[0].body == ()
    assert bubble("carousel").values == (
        Value("body", "1", "Ana"),
        *(Value(f"card {n} button 1", "1", "A-1042") for n in (1, 2, 3)),
    )


def test_what_nobody_describes_is_named() -> None:
    """Unknown components, and those without a known look, are told by their type."""
    assert bubble("unknown").others == ("ORBIT",)
    assert bubble("call").others == ("CALL_PERMISSION_REQUEST",)
    assert bubble("library").library == "delivery_update_1"
    code = preview({**messages.CASES["library"], "category": "AUTHENTICATION"}, {})
    assert code.body == ()


@pytest.mark.parametrize("code", ["ar", "ar_EG", "fa", "he", "prs_AF", "ps_AF", "ur"])
def test_languages_from_right_to_left(code: str) -> None:
    """Arabic, Persian, Hebrew, Dari, Pashto and Urdu are written from the right."""
    assert preview({"language": code}, {}).right_to_left


@pytest.mark.parametrize("code", ["en_US", "arn", "", "he_X" * 0 + "hr", "pt_BR"])
def test_languages_from_left_to_right(code: str) -> None:
    """No other language is, whatever its code begins with."""
    assert not preview({"language": code}, {}).right_to_left


def test_named_variables() -> None:
    """Named variables are filled in by their names."""
    drawn = bubble("named")
    assert drawn.values == (
        Value("header", "order", "A-77"),
        Value("body", "first_name", "Ana"),
        Value("body", "day", None),
    )


def test_nothing_declared_is_nothing_shown() -> None:
    """A spec without anything has an empty message, and no error."""
    assert preview({}, {}) == Bubble(language="")


@given(
    st.text("ab{}1 *_\n", max_size=30),
    st.dictionaries(st.sampled_from(["1", "a", "b1"]), st.text("x *_\n", max_size=4)),
)
def test_no_text_is_lost_by_filling(text: str, examples: dict[str, str]) -> None:
    """Runs put together are the text, but for signs and line ends."""
    filled = fill(text, examples)
    assert "".join(run.text for run in plain(filled)) == filled.text.replace("\n", " ")
    parts = [filled.text[part.start : part.end] for part in filled.parts]
    assert "".join(parts) == filled.text
    said = "".join(run.text for line in rich(filled) for run in line.runs)
    letters = iter(filled.text)
    assert all(char in letters for char in said)


def test_the_cases_hold_everything() -> None:
    """There is a case for every type of component that Meta has."""
    assert set(COMPONENTS) <= messages.types_drawn()


def test_everything_that_was_seen_can_be_drawn() -> None:
    """Whatever somebody posted, and whatever is live, has a preview in its language."""
    posted = [normalize(variant) for _, variant in creates()]
    live = [from_answer(answer).spec for _, answer in answers()]
    for drawn in (*posted, *live):
        assert preview(drawn, {}).language == drawn["language"]


def test_only_templates_have_a_preview() -> None:
    """A profile is no message."""
    assert [kind.name for kind in KINDS if kind.preview] == ["message_template"]
    assert KINDS[0].preview
    assert KINDS[0].preview(messages.CASES["image"], {}) == preview(
        messages.CASES["image"], {}
    )
