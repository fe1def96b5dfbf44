"""One broken pack for each kind of fault: the file, the line, the column, and words that help."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kiosk.content.check import Checked, Checker, check_source
from kiosk.content.source import Source

LAPTOP = "services/laptop.yaml"
SLOW = "troubleshooters/slow.yaml"
ARTICLE = "articles/wifi/article.yaml"

HERE = "§"
"""Stands in the broken text right before the place that the fault must name."""


@dataclass(frozen=True)
class Broken:
    """`old` in `file` becomes `new`; the one fault then has `code` and `says` in its text."""

    file: str
    old: str
    new: str
    code: str
    says: str


YAML = [
    Broken(LAPTOP, "icon: laptop", "icon: laptop\n§icon: laptop", "duplicate-key", "first in line 4"),
    Broken(LAPTOP, "icon: laptop", "icon: §&a laptop", "anchor", "`&a`"),
    Broken(LAPTOP, "icon: laptop", "icon: §*a", "alias", "`*a`"),
    Broken(LAPTOP, "icon: laptop", "icon: §!!python/name:os.system laptop", "tag", "python/name:os.system"),
    Broken(LAPTOP, "icon: laptop", "icon: laptop\n? §[a]\n: b", "key", "plain word"),
    Broken(LAPTOP, "icon: laptop", "§icon:", "no-value", "`icon` has no value"),
    Broken(LAPTOP, "icon: laptop", "§icon: null", "no-value", "`icon` has no value"),
    Broken(LAPTOP, "title: {en: Laptop, ar: حاسوب}", "§title:", "no-value", "`title` has no value"),
    Broken(LAPTOP, "[big]", "[big, §~]", "no-value", "This entry of the list"),
    Broken(LAPTOP, "icon: laptop", "icon:§\tlaptop: x", "syntax", "tab"),
    Broken(LAPTOP, "icon: laptop", "icon: a laptop§: new", "syntax", "quotes"),
    Broken(LAPTOP, "{en: Laptop, ar", '{en: "Lap" §top, ar', "syntax", "one language a line"),
    Broken(LAPTOP, "{en: Laptop,", "{en: Lap§\x1btop,", "character", "U+001B"),
    Broken(LAPTOP, "{en: Laptop,", '{en: §"\\uD800",', "character", "half a character"),
    Broken(LAPTOP, "steps:", "x: " + "[" * 19 + "§[\nsteps:", "too-deep", "nested"),
    Broken(
        LAPTOP,
        "- title: {en: We",
        "- title: {en: We send it, ar: نرسله}\n§---\n  - title: {en: We",
        "second-document",
        "each file",
    ),
]

SHAPE = [
    Broken(LAPTOP, "icon: laptop", "§icno: laptop", "unknown-key", "Did you mean `icon`?"),
    Broken(
        LAPTOP,
        "            is_any_of:",
        "            §is_any: [big]\n            is_any_of:",
        "unknown-key",
        "`is_any_of`",
    ),
    Broken(LAPTOP, "department: it\ntitle", "§title", "missing-key", "`department` is missing"),
    Broken(LAPTOP, "- id: why\n        kind: short_text", "- §id: why", "missing-key", "`kind` is missing"),
    Broken(LAPTOP, "kind: short_text", "kind: §short-text", "unknown-value", "Did you mean `short_text`?"),
    Broken(LAPTOP, "minimum: 1", "minimum: §one", "not-a-number", "not “one”"),
    Broken(LAPTOP, "minimum: 1", "minimum: §.inf", "not-a-number", "must be a number"),
    Broken(LAPTOP, "earliest_days: 0", "earliest_days: §1.5", "not-a-number", "must be a number"),
    Broken(LAPTOP, "latest_days: 30", "latest_days: §99999", "too-large", "36600"),
    Broken(LAPTOP, "        minimum: 1", "        required: §maybe\n        minimum: 1", "not-yes-or-no", "yes or no"),
    Broken(LAPTOP, "icon: laptop", "§icon: [laptop]", "not-a-text", "`icon` must be a text"),
    Broken(LAPTOP, "is_any_of: [big]", "is_any_of: §big", "not-a-list", "dash"),
    Broken(LAPTOP, "is_any_of: [big]", "§is_any_of: []", "too-few", "at least 1"),
    Broken(LAPTOP, "steps:\n  - title: {en: We send it, ar: نرسله}", "§steps: []", "too-few", "`steps`"),
    Broken(LAPTOP, "cost:\n  amount: 5.00\n  currency: EUR", "cost: §free", "not-keys", "key: value"),
    Broken("pack.yaml", "version: 1.0", "version: §1 0", "bad-version", "1 0"),
    Broken("pack.yaml", "id: tiny", "id: §Tiny Pack", "bad-id", "“Tiny Pack”"),
    Broken("announcements/slow.yaml", "2026-11-21T08:00+00:00", "§2026-11-21 08:00", "bad-date", "offset"),
    Broken("hours.yaml", "2026-12-25", "§2026-12-32", "bad-date", "2026-11-30"),
    Broken("hours.yaml", "  monday:", "  §moonday:", "unknown-key", "`monday`"),
]

TEXTS = [
    Broken(LAPTOP, "title: {en: Laptop, ar: حاسوب}", "§title: {en: Laptop}", "missing-translation", "no text for ar"),
    Broken(LAPTOP, "{en: Laptop, ar", "{en: Laptop, el: §Φορητός, ar", "undeclared-language", "`el`"),
    Broken(LAPTOP, "title: {en: Laptop, ar: حاسوب}", "title: §Laptop", "not-texts", "each language"),
    Broken(LAPTOP, "{en: Laptop,", '{en: §"",', "no-text", "empty"),
    Broken(LAPTOP, "{en: Laptop,", "{§en: [a],", "not-a-text", "`en` must be a text"),
    Broken(LAPTOP, "{en: Laptop,", "{en: §" + "x" * 61 + ",", "too-long", "at most 60"),
    Broken(LAPTOP, "label: {en: Room,", "label: {en: §" + "x" * 300 + ",", "too-long", "has 300 characters."),
    Broken(LAPTOP, "{en: Laptop,", '{en: §"Lap\\ntop",', "line-break", "more than one line"),
    Broken(LAPTOP, "{en: Laptop,", '{en: §"Lap\\u202Etop",', "direction", "U+202E"),
    Broken(LAPTOP, "{en: Laptop,", "{en: §Lap\u200ftop,", "direction", "U+200F"),
    Broken(LAPTOP, "{en: Laptop,", '{en: §"Lap\\u2066top",', "direction", "do not match"),
    Broken(LAPTOP, "{en: Laptop,", '{en: §"Lap\\etop",', "character", "U+001B"),
    Broken(LAPTOP, "{en: Laptop,", "{en: §Lap\u200btop,", "character", "U+200B"),
    Broken(LAPTOP, "{en: Laptop,", "{en: §Laptop 🎉,", "pictograph", "Use words"),
    Broken(LAPTOP, "icon: laptop", "icon: laptop\n§keywords: {en: [a]}", "missing-translation", "`keywords`"),
    Broken("pack.yaml", "queue: IT Desk", "queue: §IT\u202eDesk", "direction", "U+202E"),
]

REFERENCES = [
    Broken(LAPTOP, "department: it", "department: §its", "unknown-reference", "Did you mean `it`?"),
    Broken("pack.yaml", "desk_place: desk", "desk_place: §dsek", "unknown-reference", "Did you mean `desk`?"),
    Broken("pack.yaml", "desk_language: en", "desk_language: §el", "unknown-reference", "“el”"),
    Broken(ARTICLE, "owner:", "related: [§wlan]\nowner:", "unknown-reference", "no article called “wlan”"),
    Broken(ARTICLE, "owner:", "related: [§wifi]\nowner:", "self-reference", "itself"),
    Broken(ARTICLE, "department: it", "department: §hr", "unknown-reference", "department"),
    Broken(SLOW, "service: laptop", "service: §labtop", "unknown-reference", "Did you mean `laptop`?"),
    Broken(SLOW, "service: laptop", "article: §wlan", "unknown-reference", "article"),
    Broken(LAPTOP, "icon: laptop", "icon: §laptopp", "unknown-icon", "Did you mean `laptop`?"),
    Broken("pack.yaml", "    queue", "    icon: §xyzzy-plugh\n    queue", "unknown-icon", "phosphoricons.com"),
    Broken("brand.yaml", "icon: buildings", "icon: §building", "unknown-icon", "`buildings`"),
    Broken("pack.yaml", "languages: [en, ar]", "languages: [en, ar, §ar]", "duplicate-id", "language"),
    Broken("places.yaml", "places:", "places:\n  - id: desk\n    title: {en: A, ar: أ}", "duplicate-id", "line 2"),
]  # fmt: skip

FORMS = [
    Broken(LAPTOP, "- id: why", "- id: §size", "duplicate-id", "question"),
    Broken(LAPTOP, "- id: small", "- id: §big", "duplicate-id", "option"),
    Broken(LAPTOP, "          - field: size", "          - field: §sise", "unknown-reference", "Did you mean `size`?"),
    Broken(LAPTOP, "is_any_of: [big]", "is_any_of: [big, §bigg]", "unknown-reference", "Did you mean `big`?"),
    Broken(
        LAPTOP,
        "          - field: size\n            is_any_of: [big]",
        "          - field: §later\n            is_any_of: [yes]\n"
        "      - id: later\n        kind: yes_no\n        label: {en: Later, ar: لاحقًا}",
        "condition-order",
        "asked later",
    ),
    Broken(LAPTOP, "- id: room\n        kind: room", "- id: room\n        kind: room\n        only_if:\n"
           "          - field: §why\n            is_any_of: [x]", "condition-kind", "`short_text`"),
    Broken(LAPTOP, "kind: short_text", "kind: short_text\n        §minimum: 3", "key-of-other-kind", "money, number"),
    Broken(LAPTOP, "kind: number", "kind: number\n        §currency: EUR", "key-of-other-kind", "money"),
    Broken(LAPTOP, "kind: number", "kind: §money", "currency", "needs a currency"),
    Broken(LAPTOP, "kind: number", "kind: money\n        currency: §EUX", "currency", "no currency “EUX”"),
    Broken(LAPTOP, "  currency: EUR", "  currency: §euro", "currency", "no currency “euro”"),
    Broken(LAPTOP, "amount: 5.00", "amount: §5.005", "amount", "2 decimals"),
    Broken(LAPTOP, "amount: 5.00", "amount: §-5", "too-small", "too small"),
    Broken(LAPTOP, "minimum: 1", "minimum: §10", "bounds", "`minimum` is more than `maximum`"),
    Broken(LAPTOP, "earliest_days: 0", "earliest_days: §31", "bounds", "`earliest_days`"),
    Broken(LAPTOP, "          - id: small\n            label: {en: Small, ar: صغير}\n", "", "options", "two options"),
    Broken(LAPTOP, '"[A-F]-[0-9]{3}"', '§"([A-F]"', "pattern", "brackets"),
    Broken(LAPTOP, '"[A-F]-[0-9]{3}"', '§"(A+)+-214"', "pattern", "“+”"),
    Broken(LAPTOP, '"[A-F]-[0-9]{3}"', '§"[F-A]-[0-9]{3}"', "pattern", "cannot be read"),
    Broken(LAPTOP, '"[A-F]-[0-9]{3}"', '§"' + "[A-F]{0,9}" * 7 + '"', "pattern", "too many ways"),
    Broken(LAPTOP, '"[A-F]-[0-9]{3}"', '§"' + "A" * 81 + '"', "pattern", "81"),
    Broken(LAPTOP, "example: C-214", "example: §214", "example", "does not match"),
]  # fmt: skip

GUIDANCE = [
    Broken("announcements/slow.yaml", "ends: 2026-11-22", "ends: §2026-11-20", "dates", "before it starts"),
    Broken(ARTICLE, "review_by: 2027-10-05", "review_by: §2026-10-05", "review-date", "after `updated`"),
    Broken(SLOW, "start: first", "start: §frist", "unknown-reference", "Did you mean `first`?"),
    Broken(SLOW, "to: restart", "to: §restrat", "unknown-reference", "Did you mean `restart`?"),
    Broken(SLOW, "    detail: {en: Then wait, ar: ثم انتظر}\n", "", "dead-end", "“restart”"),
    Broken(SLOW, "- id: replace", "- id: §lost\n    text: {en: A, ar: أ}\n    service: laptop\n  - id: replace",
           "unreachable-node", "“lost”"),
    Broken(SLOW, "- id: replace", "- id: §first\n    text: {en: A, ar: أ}\n    service: laptop\n  - id: replace",
           "duplicate-id", "node"),
    Broken(SLOW, "    choices:", "    article: §wifi\n    choices:", "mixed-node", "`article`"),
]  # fmt: skip

PREMISES = [
    Broken("hours.yaml", '"13:00-17:00"', '§"11:59-17:00"', "hours", "without overlap"),
    Broken("hours.yaml", '"13:00-17:00"', '§"17:00-13:00"', "hours", "before it opens"),
    Broken("hours.yaml", '"13:00-17:00"', '§"13-17"', "hours", "08:00-17:00"),
    Broken("hours.yaml", '"13:00-17:00"', '§"13:00-24:01"', "hours", "08:00-17:00"),
    Broken("hours.yaml", "[2026-12-25]", "[2026-12-25, §2026-12-25]", "duplicate-id", "closed day"),
    Broken("brand.yaml", "icon: buildings", 'accent: §"#0B5C6"', "colour", "#0B5C66"),
    Broken("brand.yaml", "icon: buildings", "accent: §teal", "colour", "teal"),
    Broken("brand.yaml", "icon: buildings", "§accent: #0B5C66", "no-value", "# needs quotes"),
]


def check(files: dict[str, str]) -> Checked:
    return check_source(Source({name: text.encode("utf-8") for name, text in files.items()}))


def test_the_pack_to_be_broken_has_no_fault(files: dict[str, str]) -> None:
    checked = check(files)
    assert checked.faults == ()
    assert checked.pack is not None


@pytest.mark.parametrize(
    "case",
    [*YAML, *SHAPE, *TEXTS, *REFERENCES, *FORMS, *GUIDANCE, *PREMISES],
    ids=lambda case: f"{case.code}:{case.new[:30]!r}".encode("ascii", "backslashreplace").decode(),
)
def test_one_fault_is_named_with_its_place_and_its_remedy(files: dict[str, str], case: Broken) -> None:
    assert files[case.file].count(case.old) == 1, "the case changes nothing, or too much"
    broken = files[case.file].replace(case.old, case.new)
    place = broken.find(HERE)
    files[case.file] = broken.replace(HERE, "")
    checked = check(files)
    assert checked.pack is None
    told = "\n".join(map(str, checked.faults))
    assert [fault.code for fault in checked.faults] == [case.code], told
    (fault,) = checked.faults
    assert fault.file == case.file
    assert case.says in told
    if place >= 0:
        line, column = broken.count("\n", 0, place) + 1, place - broken.rfind("\n", 0, place)
        assert (fault.line, fault.column) == (line, column), told
    assert fault.remedy.endswith((".", "?"))


def test_every_fault_of_every_file_is_told_in_one_run_in_the_order_of_files_and_lines(files: dict[str, str]) -> None:
    files[LAPTOP] = files[LAPTOP].replace("icon: laptop", "icno: laptop").replace("minimum: 1", "minimum: 10")
    files["hours.yaml"] = files["hours.yaml"].replace("monday", "moonday")
    files["pack.yaml"] = files["pack.yaml"].replace("queue: IT Desk", "qeue: IT Desk")
    places = [(fault.file, fault.line, fault.code) for fault in check(files).faults]
    assert places == [
        ("hours.yaml", 2, "unknown-key"),
        ("pack.yaml", 7, "missing-key"),
        ("pack.yaml", 9, "unknown-key"),
        (LAPTOP, 4, "unknown-key"),
        (LAPTOP, 33, "bounds"),
    ]


def test_two_questions_that_wait_for_each_other_are_told_apart_from_a_wrong_order(files: dict[str, str]) -> None:
    files[LAPTOP] = (
        files[LAPTOP]
        .replace(
            "        label: {en: Size, ar: الحجم}\n",
            "        label: {en: Size, ar: الحجم}\n"
            "        only_if:\n          - field: late\n            is_any_of: [yes]\n",
        )
        .replace(
            "      - id: room\n",
            "      - id: late\n        kind: yes_no\n        label: {en: Late, ar: متأخر}\n"
            "        only_if:\n          - field: size\n            is_any_of: [big]\n      - id: room\n",
        )
    )
    (fault,) = check(files).faults
    assert (fault.line, fault.code) == (15, "condition-cycle")
    assert "wait for each other" in fault.what


def test_a_question_that_waits_for_itself_is_named(files: dict[str, str]) -> None:
    files[LAPTOP] = files[LAPTOP].replace(
        "        label: {en: Size, ar: الحجم}\n",
        "        label: {en: Size, ar: الحجم}\n        only_if:\n"
        "          - field: size\n            is_any_of: [big]\n",
    )
    (fault,) = check(files).faults
    assert (fault.line, fault.code) == (15, "condition-cycle")
    assert "waits for itself" in fault.what


def questions(count: int) -> str:
    question = "      - {{id: q{0}, kind: yes_no, label: {{en: Is it {0}, ar: هل هو}}}}\n"
    return "    fields:\n" + "".join(question.format(number) for number in range(count))


def test_sixty_questions_on_one_screen_are_refused_with_the_way_out(files: dict[str, str]) -> None:
    start, end = files[LAPTOP].index("    fields:"), files[LAPTOP].index("steps:")
    files[LAPTOP] = files[LAPTOP][:start] + questions(60) + files[LAPTOP][end:]
    (fault,) = check(files).faults
    assert (fault.line, fault.code, fault.what) == (10, "too-many", "`fields` has 60 entries.")
    assert fault.remedy == "It takes at most 6: the questions of one screen. Begin another group."


def test_sixty_questions_on_ten_screens_are_refused_with_the_way_out(files: dict[str, str]) -> None:
    start, end = files[LAPTOP].index("form:"), files[LAPTOP].index("steps:")
    group = "  - title: {en: More, ar: المزيد}\n"
    groups = "".join(group + questions(6).replace("id: q", f"id: g{number}q") for number in range(10))
    files[LAPTOP] = files[LAPTOP][:start] + "form:\n" + groups + files[LAPTOP][end:]
    (fault,) = check(files).faults
    assert (fault.line, fault.code, fault.what) == (8, "too-many", "`form` has 10 entries.")
    assert fault.remedy.startswith("It takes at most 9 screens.")
    files[LAPTOP] = files[LAPTOP].replace(group + questions(6).replace("id: q", "id: g9q"), "")
    assert check(files).faults == ()


@pytest.mark.parametrize(
    "text", ["الغرفة C-214 في المبنى B2، الطابق 3", "استخدم Wi-Fi من 08:00 إلى 17:00", "حساب ‌کاربری VPN 5.2"]
)
def test_codes_and_digits_within_arabic_are_as_they_should_be(files: dict[str, str], text: str) -> None:
    files[LAPTOP] = files[LAPTOP].replace("ar: حاسوب آخر", f'ar: "{text}"')
    pack = check(files).pack
    assert pack is not None
    assert pack.services[0].summary["ar"] == text


def test_a_pattern_without_an_example_is_named(files: dict[str, str]) -> None:
    files[LAPTOP] = files[LAPTOP].replace("        example: C-214\n", "")
    (fault,) = check(files).faults
    assert (fault.line, fault.code) == (28, "example")


def test_nodes_that_only_lead_to_each_other_are_named(files: dict[str, str]) -> None:
    text = files[SLOW]
    start = text.index("  - id: restart")
    files[SLOW] = text[:start] + (
        "  - id: restart\n    text: {en: A, ar: أ}\n    choices:\n"
        "      - label: {en: B, ar: ب}\n        to: first\n      - label: {en: C, ar: ت}\n        to: replace\n"
        "  - id: replace\n    text: {en: D, ar: ث}\n    choices:\n"
        "      - label: {en: E, ar: ج}\n        to: first\n      - label: {en: F, ar: ح}\n        to: restart\n"
    )
    assert [(fault.line, fault.code) for fault in check(files).faults] == [
        (5, "endless"),
        (12, "endless"),
        (19, "endless"),
    ]


def test_articles_have_one_text_for_each_language(files: dict[str, str]) -> None:
    del files["articles/wifi/ar.md"]
    files["articles/wifi/el.md"] = "Ανοίξτε."
    files["articles/wifi/en.md"] = "Fine.\n\nNot <b>fine</b>.\n"
    places = {(fault.file, fault.line, fault.code) for fault in check(files).faults}
    assert places == {
        ("articles/wifi/ar.md", 0, "missing-translation"),
        ("articles/wifi/el.md", 0, "undeclared-language"),
        ("articles/wifi/en.md", 3, "html"),
    }


@pytest.mark.parametrize(
    ("file", "text", "code", "line"),
    [
        ("articles/wifi/en.md", "   \n", "no-text", 0),
        ("articles/wifi/en.md", "x" * 20_001, "too-long", 0),
        ("articles/wifi/en.md", "fine\nnot\x00fine", "character", 2),
        ("hours.yaml", "# nothing yet\n", "empty", 1),
        ("hours.yaml", "- a\n", "not-keys", 1),
        ("hours.yaml", "closed\n", "not-keys", 1),
        ("hours.yaml", 'weekly: {}\nnote: "\\U00110000"\n', "syntax", 0),
        ("hours.yaml", "a: [" + "1," * 20_000 + "]", "too-much", 1),
    ],
)
def test_files_without_use_are_named(files: dict[str, str], file: str, text: str, code: str, line: int) -> None:
    files[file] = text
    (fault,) = check(files).faults
    assert (fault.file, fault.code, fault.line) == (file, code, line)


def test_a_file_that_is_not_utf8_is_named_with_the_line_of_the_first_bad_byte(files: dict[str, str]) -> None:
    raw = {name: text.encode("utf-8") for name, text in files.items()}
    raw["places.yaml"] = "places:\n  - id: desk\n    title: {en: Büro}\n".encode("latin-1")
    (fault,) = check_source(Source(raw)).faults
    assert (fault.file, fault.code, fault.line) == ("places.yaml", "encoding", 3)


def test_a_pack_without_services_is_named(files: dict[str, str]) -> None:
    del files[LAPTOP]
    files[SLOW] = files[SLOW].replace("service: laptop", "article: wifi")
    (fault,) = check(files).faults
    assert (fault.file, fault.code) == ("services", "no-services")


def test_nothing_in_a_message_can_command_a_terminal(files: dict[str, str]) -> None:
    files[LAPTOP] = files[LAPTOP].replace("icon: laptop", '"ic\\eon": laptop\nkind: "\\e[2J"')
    faults = check(files).faults
    assert len(faults) == 2
    assert all(str(fault).isprintable() for fault in faults)


def test_a_checker_reads_again_what_changed_and_judges_again_what_depends_on_it(files: dict[str, str]) -> None:
    def source() -> Source:
        return Source({name: text.encode("utf-8") for name, text in files.items()})

    checker = Checker()
    assert checker.check(source()).faults == checker.check(source()).faults == ()
    whole = dict(files)
    files[LAPTOP] = files[LAPTOP].replace("icon: laptop", "icno: laptop")
    assert [fault.code for fault in checker.check(source()).faults] == ["unknown-key"]
    files |= whole
    files["pack.yaml"] = files["pack.yaml"].replace("[en, ar]", "[en]")
    assert {fault.code for fault in checker.check(source()).faults} == {"undeclared-language"}
    del files["articles/wifi/article.yaml"], files["articles/wifi/en.md"], files["articles/wifi/ar.md"]
    files |= {"pack.yaml": whole["pack.yaml"]}
    assert checker.check(source()) == check(files)
    assert checker.check(source()).pack is not None


def test_a_broken_pack_file_brings_no_faults_upon_the_others(files: dict[str, str]) -> None:
    files["pack.yaml"] = "languages: {\n"
    assert {fault.file for fault in check(files).faults} == {"pack.yaml"}
