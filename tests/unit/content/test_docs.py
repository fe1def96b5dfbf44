"""The example of docs/content.md is a service that a pack in its languages can use as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.content.authored import AuthoredField, AuthoredService
from kiosk.content.check import check_source
from kiosk.content.source import Source
from kiosk.domain.catalog import FieldKind

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")


def test_the_example_has_no_fault_in_a_pack_of_its_languages(files: dict[str, str]) -> None:
    examples = re.findall(r"```yaml\n# (services/\S+)\n(.*?)```", DOCS, re.DOTALL)
    assert len(examples) == 1
    files["pack.yaml"] += "  - id: facilities\n    title: {en: Facilities, ar: المرافق}\n    queue: Facilities Desk\n"
    checked = check_source(Source({name: text.encode("utf-8") for name, text in (files | dict(examples)).items()}))
    assert checked.faults == ()
    assert checked.pack is not None
    assert {service.id for service in checked.pack.services} == {"laptop", "parking-space"}


def test_every_key_of_services_and_questions_and_every_kind_is_explained() -> None:
    for word in [*AuthoredService.model_fields, *AuthoredField.model_fields, *FieldKind]:
        assert re.search(rf"(?<![\w]){word}(?![\w])", DOCS), word
