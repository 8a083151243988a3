"""Declarations that Meta would take, for hypothesis: what the road is tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


WORDS = st.sampled_from(
    [
        "order",
        "parcel",
        "Ana",
        "Größe",
        "naïve",
        "日本",
        "שלום",
        "مرحبا",
        "no",
        "0123",
        "12:30",
        "~",
        "null",
        "1e3",
        "*bold*",
        "it's",
        '"so"',
        "#1",
        "a:b",
        "{x}",
        "-",
        "&",
        "@me",
        "!",
        "100%",
        "🕯️",
        "C:\\temp",
        "${",
        "$${",
        "${x}",
        "//",
        "---",
        "…",
    ]
)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz -é", min_size=1, max_size=20).filter(
    lambda text: text.strip() == text and text.strip("_- ") != ""
)
LABELS = st.lists(LETTERS, min_size=3, max_size=3, unique_by=str.casefold)


def _escaped(text: str) -> str:
    return text.replace("${", "$${")


@st.composite
def bodies(draw: st.DrawFn, *, longest: int = 1000) -> Spec:
    """A body with up to three variables, and enough words around them."""
    count = draw(st.integers(0, 3))
    parts = ["Hello"]
    for number in range(1, count + 1):
        parts += [draw(WORDS), "then", f"{{{{{number}}}}}", "and", "more"]
    parts += draw(st.lists(WORDS, min_size=1, max_size=8))
    joints = [draw(st.sampled_from([" ", " ", " ", "\n", "\n\n"])) for _ in parts]
    text = "".join(f"{part}{joint}" for part, joint in zip(parts, joints, strict=True))
    spec: dict[str, Json] = {
        "type": draw(st.sampled_from(["BODY", "body"])),
        "text": _escaped(
            text[:longest].rstrip() + draw(st.sampled_from(["", " ", "\n"]))
        ),
    }
    if count:
        values: list[Json] = [_escaped(draw(WORDS)) for _ in range(count)]
        nested: Json = {"body_text": [values]}
        spec["example"] = draw(st.sampled_from([values, nested]))
    return spec


def _headers() -> st.SearchStrategy[Spec]:
    return st.one_of(
        st.builds(
            lambda text: {"type": "HEADER", "format": "text", "text": text}, LETTERS
        ),
        st.just({"type": "HEADER", "format": "LOCATION"}),
        st.just(
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": ["4::aW1hZ2UvanBlZw==:ARb"]},
            }
        ),
    )


FOOTERS = st.builds(lambda text: {"type": "FOOTER", "text": text}, LETTERS)


@st.composite
def button_rows(draw: st.DrawFn) -> Spec:
    """Quick replies first, then a link, then a phone number."""
    labels = draw(LABELS)
    buttons: list[Json] = [{"type": "quick_reply", "text": labels[0]}]
    if draw(st.booleans()):
        buttons.append(
            draw(
                st.sampled_from(
                    [
                        {"type": "URL", "text": labels[1], "url": "https://a.example"},
                        {
                            "type": "url",
                            "text": labels[1],
                            "url": "https://a.example/x/{{1}}",
                            "example": "7",
                        },
                    ]
                )
            )
        )
    if draw(st.booleans()):
        number = draw(
            st.sampled_from(["+15550051310", "15550051310", "+1 555 005 1310"])
        )
        buttons.append(
            {"type": "PHONE_NUMBER", "text": labels[2], "phone_number": number}
        )
    return {"type": "BUTTONS", "buttons": buttons}


@st.composite
def _ordinary(draw: st.DrawFn) -> list[Spec]:
    others = (_headers(), FOOTERS, button_rows())
    components = [draw(bodies())]
    components += [draw(part) for part in others if draw(st.booleans())]
    return draw(st.permutations(components))


@st.composite
def _otp(draw: st.DrawFn) -> list[Spec]:
    button: dict[str, Json] = {
        "type": "OTP",
        "otp_type": draw(st.sampled_from(["copy_code", "ONE_TAP"])),
    }
    if button["otp_type"] == "ONE_TAP":
        button["supported_apps"] = [
            {"package_name": "com.example.shop", "signature_hash": "K8a/AINcGX7"}
        ]
    if draw(st.booleans()):
        button["text"] = draw(LETTERS)
    body: dict[str, Json] = {"type": "BODY"}
    if draw(st.booleans()):
        body["add_security_recommendation"] = draw(st.booleans())
    found: list[Spec] = [body, {"type": "BUTTONS", "buttons": [button]}]
    if draw(st.booleans()):
        minutes = draw(st.integers(1, 90))
        found.append({"type": "FOOTER", "code_expiration_minutes": minutes})
    return found


@st.composite
def _offer(draw: st.DrawFn) -> list[Spec]:
    text = draw(LETTERS)[:16].strip() or "Offer"
    return [
        {
            "type": "limited_time_offer",
            "limited_time_offer": {"text": text, "has_expiration": True},
        },
        draw(bodies(longest=500)),
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "COPY_CODE", "example": "SAVE20"},
                {
                    "type": "URL",
                    "text": "Shop",
                    "url": "https://a.example/{{1}}",
                    "example": ["x"],
                },
            ],
        },
    ]


@st.composite
def _carousel(draw: st.DrawFn) -> list[Spec]:
    card: Json = {
        "components": [
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": ["4::aW1hZ2UvanBlZw==:ARb"]},
            },
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "More"}]},
        ]
    }
    cards: list[Json] = [card for _ in range(draw(st.integers(2, 4)))]
    return [draw(bodies()), {"type": "carousel", "cards": cards}]


@st.composite
def templates(draw: st.DrawFn) -> Spec:
    """A template of one of the common sorts."""
    category, parts = draw(
        st.sampled_from(
            [
                ("UTILITY", _ordinary()),
                ("marketing", _ordinary()),
                ("AUTHENTICATION", _otp()),
                ("MARKETING", _offer()),
                ("MARKETING", _carousel()),
            ]
        )
    )
    components: list[Json] = [*draw(parts)]
    return {
        "name": "order_update",
        "language": draw(st.sampled_from(["en_US", "pt_BR", "ar", "de"])),
        "category": category,
        "components": components,
    }


@st.composite
def profiles(draw: st.DrawFn) -> Spec:
    """A profile with some of its fields, some of them cleared."""
    texts = st.lists(WORDS, min_size=1, max_size=6).map(lambda w: _escaped(" ".join(w)))
    cleared = st.one_of(texts, st.none())
    fields: dict[str, st.SearchStrategy[Json]] = {
        "about": texts,
        "address": cleared,
        "description": cleared,
        "email": st.sampled_from(["a@example.com", None]),
        "websites": st.sampled_from(
            [None, ["https://a.example"], ["http://a.example/x", "https://b.example/"]]
        ),
        "vertical": st.sampled_from(["RETAIL", "retail", "OTHER", None]),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    return {name: draw(fields[name]) for name in sorted(chosen)}
