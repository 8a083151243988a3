"""Files that are small and want to be enormous, and the rule that refuses each."""

from __future__ import annotations


def alias_bomb(levels: int) -> str:
    """Nine times nine times nine …: 300 bytes that stand for 50 MB."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [
        f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 9)}]" for i in range(levels)
    ]
    return "\n".join([*lines, f"end: *a{levels}"])


def merge_bomb(levels: int) -> str:
    """Each mapping merges the one before it twice."""
    lines = ["a0: &a0 {k: v}"]
    lines += [
        f"a{i + 1}: &a{i + 1} {{<<: [*a{i}, *a{i}], k{i}: v}}" for i in range(levels)
    ]
    return "\n".join([*lines, f"end: *a{levels}"])


BOMBS = {
    "flow": ("[" * 1_000_000, "yaml_too_deep"),
    "closed flow": ("[" * 1_000_000 + "]" * 1_000_000, "yaml_too_deep"),
    "mappings": ("{a: " * 1_000_000, "yaml_too_deep"),
    "keys": ("{" * 1_000_000, "yaml_key"),
    "dashes": ("- " * 1_000_000, "yaml_too_deep"),
    "questions": ("? " * 1_000_000, "yaml_key"),
    "indented": (
        "\n".join(f"{' ' * i}a:" for i in range(3_000)),
        "yaml_too_deep",
    ),
    "aliases": (alias_bomb(8), "yaml_alias_bomb"),
    "merges": (merge_bomb(24), "yaml_alias_bomb"),
    "long text": (
        f"a: &a {'x' * 1_000_000}\nb: [{', '.join(['*a'] * 5_000)}]",
        "yaml_alias_bomb",
    ),
    "loop": ("a: &a [*a]", "yaml_recursive_alias"),
    "merge loop": ("a: &a {<<: *a}", "yaml_recursive_alias"),
    "huge key": (f"? {'k' * 2_000_000}\n: v", "yaml_long_key"),
    "huge simple key": (f"{'k' * 2_000_000}: v", "yaml_syntax"),
    "huge anchor": (f"a: &{'k' * 2_000_000} v\n", "yaml_unused_anchor"),
    "spaces": (f"a: b{' ' * 5_000_000}#c", "text_cut_by_comment"),
    "comments": (f"a: b{' #x' * 2_000_000}", "text_cut_by_comment"),
    "escapes": (f'a: "{chr(92)}ud83d{chr(92)}ude00{"x" * 5_000_000}"', "yaml_escape"),
}
