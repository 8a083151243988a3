"""Sections of a file, and how much is said of what fits nowhere."""

from __future__ import annotations

from support.shapes import SCHEMA, short

from wa_sync.config.budgets import MAX_PROBLEMS
from wa_sync.config.shape import Shape
from wa_sync.model.source import Json


def test_sections() -> None:
    """What is wrong with the whole is said as well."""
    shape = Shape(SCHEMA)
    assert short(shape.check({"version": 2, "thing": [], "names": {"A": 1}})) == [
        ("unknown_value", ("version",), "this has to be 1, not 2", None),
        (
            "unknown_key",
            ("thing",),
            "'thing' is not a key here",
            "did you mean things?",
        ),
        (
            "bad_name",
            ("names", "A"),
            "'A' cannot be a name here",
            "letters, digits and underscores; it begins with a letter or a digit",
        ),
    ]
    assert [f.at for f in shape.check({"version": 1, "things": "x"})] == [("things",)]
    assert shape.check({"version": 1, "things": []}) == ()
    assert not shape.fits([])
    assert [f.rule for f in shape.check([])] == ["wrong_type"]


class TestMany:
    """More mistakes than anybody reads."""

    def test_past_the_limit_entries_are_only_counted(self) -> None:
        """The rest is one sentence, at the first entry that is not explained."""
        things: list[Json] = [{"name": "a"}, *({"nam": "a"} for _ in range(5))]
        judged = Shape(SCHEMA).judge({"version": 1, "things": things}, 2)
        message = "this and 2 more have mistakes as well, which are not listed"
        hint = "mend what stands above first"
        assert short(judged.findings) == [
            *(
                (
                    "unknown_key",
                    ("things", i, "nam"),
                    "'nam' is not a key here",
                    "did you mean name?",
                )
                for i in (1, 2)
            ),
            ("too_many_mistakes", ("things", 3), message, hint),
        ]
        assert judged.broken == {("things", i) for i in range(1, 6)}
        one = Shape(SCHEMA).judge({"version": 1, "things": things}, 4).findings[-1]
        assert one.message == "this entry has mistakes as well, which are not listed"

    def test_what_is_broken_is_an_entry_or_a_section(self) -> None:
        """A key that is missing at the top breaks nothing below it."""
        value: Json = {"things": [{"name": "a"}, {"name": ""}], "one": {"nam": "a"}}
        judged = Shape(SCHEMA).judge(value)
        assert [finding.at for finding in judged.findings] == [
            (),
            ("things", 1, "name"),
            ("one", "nam"),
        ]
        assert judged.broken == {("things", 1), ("one",)}

    def test_an_entry_with_thousands_of_mistakes_is_cut_short(self) -> None:
        """No entry takes longer to explain than a person reads on."""
        keys: Json = {"name": "a"} | {f"key{i}": "a" for i in range(2_000)}
        assert len(Shape(SCHEMA).check({"version": 1, "one": keys})) == MAX_PROBLEMS


def test_the_version_has_hints_of_its_own() -> None:
    """A fraction is no matter of quotes, and a missing version has a place."""
    whole: dict[str, Json] = {
        "required": ["version"],
        "properties": {"version": {"type": "integer"}},
    }
    found = [Shape(whole).check(value) for value in ({"version": "1.0"}, {})]
    assert [one.hint for (one,) in found] == [
        "write 1",
        "add version: 1 as its first line",
    ]
