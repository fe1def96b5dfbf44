"""A kiosk's folder for a test: settings, secrets and a content pack with one short service, ready to be opened."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.content.load import load_pack
from kiosk.demo import NOWHERE
from kiosk.launch import sample_content
from kiosk.settings import DESK_CREDENTIAL, Settings, load_settings

SERVICE = "note"
"""The service added to the sample pack: one group with one long and one short question."""

LAST_LINE = "IT · Leave a note"
"""Of the line for agents on its slips, the last before the cut: where it is missing the slip is torn."""

TEXT_LIMIT = 500
"""Characters of the long answer."""

_NOTE = """\
department: it
title: {{en: Leave a note, ar: اترك ملاحظة, fa: یادداشت بگذارید, el: Αφήστε ένα σημείωμα, zh: 留言}}
summary: {{en: Anything at all, ar: أي شيء, fa: هر چیزی, el: Οτιδήποτε, zh: 任何内容}}
description:
  en: Write what you need.
  ar: اكتب ما تحتاج إليه.
  fa: آنچه لازم دارید بنویسید.
  el: Γράψτε τι χρειάζεστε.
  zh: 请写下您的需要。
icon: wrench
expected_time: {{en: Today, ar: اليوم, fa: امروز, el: Σήμερα, zh: 今天}}
popularity: 1000
form:
  - title: {{en: "What is it?", ar: "ما هو؟", fa: "چیست؟", el: "Τι είναι;", zh: "是什么？"}}
    fields:
      - id: what
        kind: long_text
        label: {{en: "{question}", ar: "ماذا تحتاج؟", fa: "چه لازم دارید؟", el: "Τι χρειάζεστε;", zh: "您需要什么？"}}
        max_length: {limit}
      - id: line
        kind: short_text
        required: no
        label: {{en: In a word, ar: بكلمة, fa: در یک واژه, el: Με μία λέξη, zh: 一个词}}
        slip_label: {{en: Word, ar: الكلمة, fa: واژه, el: Λέξη, zh: 词}}
steps:
  - title: {{en: We have it, ar: استلمناه, fa: دریافت شد, el: Το λάβαμε, zh: 已收到}}
    automatic: yes
"""


def write_pack(folder: Path, *, question: str = "What do you need?", version: str = "") -> None:
    """The sample pack and the note. `question` is the label of its first question."""
    if not folder.exists():
        shutil.copytree(sample_content(), folder)
    (folder / "services" / f"{SERVICE}.yaml").write_text(
        _NOTE.format(limit=TEXT_LIMIT, question=question), encoding="utf-8"
    )
    if version:
        head = folder / "pack.yaml"
        lines = [
            f"version: {version}" if line.startswith("version:") else line for line in head.read_text().split("\n")
        ]
        head.write_text("\n".join(lines), encoding="utf-8")


def compile_pack(folder: Path) -> tuple[Path, Path]:
    """A pack in `folder` and its compiled form, to be shared by the tests of one run."""
    sources, compiled = folder / "content", folder / "content.pack"
    write_pack(sources)
    loaded = load_pack(sources, compiled)
    assert loaded.pack is not None, loaded.faults
    return sources, compiled


@dataclass(slots=True)
class KioskFolder:
    """Where one kiosk keeps everything."""

    path: Path
    content: Path
    compiled: Path
    tables: dict[str, dict[str, str | int | list[str]]] = field(default_factory=dict)
    """What `write` puts into the settings file, by table and key."""

    @property
    def store(self) -> Path:
        return self.path / "store"

    @property
    def settings(self) -> Path:
        return self.path / "kiosk.toml"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    def write(self, *, token: str = "none", **changed: dict[str, str | int | list[str]]) -> Settings:  # noqa: S107 - no secret of anybody
        """Write the settings file, with `changed` tables laid over the usual ones, and the secrets beside it."""
        tables = {
            "kiosk": {"code": "K7"},
            "store": {"folder": "store"},
            "secrets": {"folder": "secrets"},
            "content": {"folder": str(self.content), "compiled": str(self.compiled)},
            "printer": {"url": "sim://printer"},
            "desk": {"url": NOWHERE},
        }
        for name, keys in changed.items():
            tables[name] = tables.get(name, {}) | keys
        lines = []
        for name, keys in tables.items():
            lines += [f"[{name}]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items())]
        self.path.mkdir(parents=True, exist_ok=True)
        self.settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.secrets.mkdir(mode=0o700, exist_ok=True)
        credential = self.secrets / DESK_CREDENTIAL
        credential.touch(mode=0o600)
        credential.write_text(token)
        settings = load_settings(self.settings, env={})
        settings.secrets.ensure_store_key()
        return settings

    @property
    def key(self) -> bytes:
        """The store's key."""
        return load_settings(self.settings, env={}).secrets.ensure_store_key()
