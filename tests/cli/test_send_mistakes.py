"""What keeps wa-sync send from sending: said on standard error, with an exit code."""

from __future__ import annotations

import pytest
from support.road import Ran, Road


TO = ("--to", "15550100100")
SEVERAL = ["error: a header shows one thing, and several are given"]


@pytest.mark.parametrize(
    ("argv", "code", "err"),
    [
        (
            ("text", "", "--sandbox"),
            3,
            [
                "error[text_missing]: The message has no text.",
                " = meta: would answer code 131008",
                "",
                "1 error.",
                "error: the message was not sent",
            ],
        ),
        (
            ("text", "Hi"),
            78,
            [
                "error: no token for account 'demo': MATON_API_KEY is not set",
                (
                    "  hint: set MATON_API_KEY or say --token-file FILE; --sandbox "
                    "tries it without one"
                ),
            ],
        ),
        (
            ("text", "Hi", "--from", "x"),
            64,
            [
                "error: 'x' is no phone number id, which is digits only",
                "  hint: WhatsApp Manager and the API list the ids of phone numbers",
            ],
        ),
        (
            ("contacts",),
            64,
            [
                (
                    "error: contacts come from a FILE, or from --name with --phone "
                    "and --email"
                ),
                "  hint: wa-sync send contacts --help shows both ways",
            ],
        ),
        (
            ("contacts", "none.json"),
            74,
            ["error: cannot read none.json: No such file or directory"],
        ),
        (
            ("contacts", "wa-sync.yaml"),
            64,
            [
                (
                    "error: wa-sync.yaml is no JSON: unexpected character, expected a "
                    "JSON value: line 1 column 1 (char 0)"
                )
            ],
        ),
        (("contacts", "five.json"), 64, ["error: five.json holds no list of contacts"]),
        (("buttons", "Hi", "--header", "A", "--header-image", "1"), 64, SEVERAL),
        (("buttons", "Hi", "--header-video", "2", "--header-image", "1"), 64, SEVERAL),
        (
            ("buttons", "Hi", "--button", "1=A", "--header-file-name", "a.pdf"),
            64,
            ["error: --header-file-name names a document: --header-document"],
        ),
        (
            ("list", "Hi", "--label", "A", "--row", "1=A", "--sections", "a.json"),
            64,
            ["error: rows come from --row, or from the file of --sections"],
        ),
        (
            ("list", "Hi", "--label", "A", "--row", "1=A", "--describe", "2=A"),
            64,
            ["error: --describe names a row that is not there: 2"],
        ),
        (
            ("list", "Hi", "--label", "A", "--row", "1=A", "--describe", "1="),
            64,
            ["error: --describe 1= describes nothing; leave it out"],
        ),
        (
            ("template", "a", "-l", "en", "--header-name", "A"),
            64,
            ["error: --header-name and --header-address describe a place"],
        ),
        (
            ("template", "a", "-l", "en", "--components", "x", "--examples"),
            64,
            [
                (
                    "error: --components holds all parameters: it goes with no other "
                    "option for them"
                )
            ],
        ),
        (
            *(("template", "a", "-l", "en", "--header-location", "1,2"), 64),
            SEVERAL,
        ),
    ],
)
def test_what_cannot_be_sent_is_said(
    road: Road, argv: tuple[str, ...], code: int, err: list[str]
) -> None:
    """Each sort of mistake has a code of its own."""
    road.project()
    road.write("five.json", "[5]")
    more = ("--header-image", "1") if "--header-location" in argv else ()
    said = "".join(f"{line}\n" for line in err)
    assert road.run("send", *argv, *more, *TO) == Ran(code, "", said)


def test_what_is_read_has_an_end(road: Road) -> None:
    """A text of a megabyte and more, or one that is no text, is not sent."""
    road.project()
    asked = ("send", "text", "-", *TO, "--dry-run")
    large = road.run(*asked, stdin=b"a" * (2**20 + 1))
    assert large == Ran(64, "", "error: standard input is larger than a megabyte\n")
    odd = road.run(*asked, stdin=b"\xff")
    assert odd == Ran(64, "", "error: standard input is not UTF-8\n")
    cards = road.run("send", "contacts", "-", *TO, stdin=b" " * (2**20 + 1))
    assert cards == large


@pytest.mark.parametrize(
    ("argv", "last"),
    [
        (("text", "Hi"), "Missing option '--to'."),
        (
            ("location", "--at", "1;2", *TO),
            (
                "Invalid value for --at: '1;2' is not of the form LAT,LON, like "
                "52.52,13.405."
            ),
        ),
        *[
            (
                ("location", "--at", at, *TO),
                (
                    f"Invalid value for --at: '{at}' is not of the form LAT,LON, like "
                    "52.52,13.405."
                ),
            )
            for at in ("5_2.5,1", "52,1e1", "nan,1", "1,2,3")
        ],
        (
            ("template", "a", "-l", "en", "--param", "1=A", "--param", "1=B", *TO),
            "Invalid value for --param: 1 is given twice.",
        ),
        (
            ("buttons", "Hi", "--button", "Yes", *TO),
            "Invalid value for --button: 'Yes' is not of the form KEY=VALUE.",
        ),
        (("text", "\udcff", *TO), "Invalid value for 'TEXT|-': it is not UTF-8."),
        (
            ("text", "Hi", "--to", "1\udcff"),
            "Invalid value for '--to': it is not UTF-8.",
        ),
        (
            ("template", "a", "-l", "en", "--param", "1=\udcff", *TO),
            "Invalid value for '--param': it is not UTF-8.",
        ),
    ],
)
def test_wrong_usage_is_told_as_click_does(
    road: Road, argv: tuple[str, ...], last: str
) -> None:
    """With 64, and the usage of the command."""
    road.project()
    ran = road.run("send", *argv)
    assert (ran.code, ran.out) == (64, "")
    assert ran.err.splitlines()[-1] == f"Error: {last}"


def test_what_is_marked_is_text_and_a_file_may_have_any_name(road: Road) -> None:
    """Of the bytes that a shell hands over, those of names are the system's."""
    road.project()
    ran = road.run("mark-read", "wamid.\udcff")
    last = "Error: Invalid value for 'MESSAGE_ID': it is not UTF-8."
    assert (ran.code, ran.err.splitlines()[-1]) == (64, last)
    ran = road.run("send", "contacts", "\udcff.json", *TO)
    assert (ran.code, ran.err) == (
        *(74,),
        "error: cannot read ‹U+DCFF›.json: No such file or directory\n",
    )


def test_what_a_list_does_not_know_is_told(road: Road) -> None:
    """It would not arrive; all of it is said at once."""
    road.project()
    row = '{"id": 1, "title": "", "desciption": "x"}'
    road.write("rows.json", f'[{{"rows": [{row}]}}]')
    asked = ("list", "Hi", "--label", "A", "--sections", "rows.json", "--dry-run")
    ran = road.run("send", *asked, *TO)
    assert (ran.code, ran.out) == (3, "")
    assert [one for one in ran.err.splitlines() if one.startswith("error[")] == [
        "error[list_field_malformed]: The id 1 is no text.",
        "error[list_field_unknown]: A row has no field desciption.",
        "error[row_title_missing]: A row has no title.",
    ]


MESSAGES = (
    ("send", "text", "Hi", *TO),
    ("send", "template", "a", "-l", "en", *TO),
    ("mark-read", "wamid.A"),
)
OTHERS = (
    *(("phone", "list"), ("phone", "show"), ("doctor",)),
    *(("media", one, "1") for one in ("upload", "show", "download", "delete")),
    *(("connection", one) for one in ("list", "create", "show", "delete")),
)


@pytest.mark.parametrize("argv", [*MESSAGES, *OTHERS])
def test_what_is_not_declared_cannot_be_narrowed(
    road: Road, argv: tuple[str, ...]
) -> None:
    """An option that would do nothing is not taken."""
    road.project()
    after = road.run(*argv, "--only", "a")
    last = after.err.splitlines()[-1]
    assert (after.code, last.partition("'. ")[0]) == (
        64,
        "Error: No such option '--only",
    )


@pytest.mark.parametrize("argv", MESSAGES)
def test_a_message_cannot_be_narrowed(road: Road, argv: tuple[str, ...]) -> None:
    """Nor before the command."""
    road.project()
    before = road.run("--exclude", "a", *argv)
    assert before == Ran(
        64, "", "error: --exclude narrows resources, and a message is none\n"
    )
