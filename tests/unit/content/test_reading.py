"""No text of an author can make the reader raise, hang or guess."""

from __future__ import annotations

import json

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.content.check import check_source
from kiosk.content.nodes import Mapping, plain
from kiosk.content.source import Source
from kiosk.content.yaml_lines import MAX_DEPTH, read_nodes

YAMLISH = st.text(
    alphabet=st.sampled_from(list("ab:-?[]{},#&*!|>'\"%@`~\\\n \t01\r\ufeff\u202eم\x00\x85")), max_size=120
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["en", "ar", "id", "kind", "form", "fields", "options", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)

KEYS = ["department", "kind", "title", "summary", "icon", "keywords", "needs", "cost", "form", "steps", "start",
        "nodes", "weekly", "closed_days", "places", "languages", "departments", "accent", "severity", "related",
        "id"]  # fmt: skip

FILES = ["pack.yaml", "brand.yaml", "hours.yaml", "places.yaml", "services/a.yaml", "announcements/a.yaml",
         "troubleshooters/a.yaml", "articles/a/article.yaml"]  # fmt: skip


@given(YAMLISH | st.text(max_size=60))
def test_any_text_becomes_nodes_or_faults(text: str) -> None:
    node, faults = read_nodes("a.yaml", text.encode("utf-8", "surrogatepass"))
    assert node is not None or faults
    assert all(fault.what and fault.remedy for fault in faults)


@given(st.binary(max_size=60))
def test_any_bytes_become_nodes_or_faults(raw: bytes) -> None:
    node, faults = read_nodes("a.yaml", raw)
    assert node is not None or faults


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(FILES), value=VALUES | st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
def test_any_value_in_any_file_is_a_fault_or_content_and_never_an_exception(
    files: dict[str, str], file: str, value: object
) -> None:
    raw = {name: text.encode("utf-8") for name, text in files.items()}
    raw[file] = yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass")
    checked = check_source(Source(raw))
    assert (checked.pack is None) == bool(checked.faults)


TEXTS = st.text(alphabet=st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)))
def test_what_was_written_is_what_is_read(value: object) -> None:
    node, faults = read_nodes("a.yaml", json.dumps(value).encode("ascii"))
    assert node is not None
    assert faults == []
    assert plain(node) == value


def test_nothing_is_guessed() -> None:
    node, faults = read_nodes("a.yaml", b"no: no\nopens: 08:00\nversion: 2.10\nday: 2026-11-21\nroom: 007\n")
    assert faults == []
    assert node is not None
    assert plain(node) == {"no": "no", "opens": "08:00", "version": "2.10", "day": "2026-11-21", "room": "007"}


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    node, faults = read_nodes("a.yaml", "\n".join(lines).encode())
    assert isinstance(node, Mapping)
    assert {fault.code for fault in faults} == {"anchor", "alias"}
    assert len(faults) == 12 + 11 * 9


def test_a_hundred_thousand_brackets_are_one_fault() -> None:
    node, faults = read_nodes("a.yaml", b"[" * 100_000)
    assert node is None
    assert [(fault.code, fault.column) for fault in faults] == [("too-deep", MAX_DEPTH + 1)]
