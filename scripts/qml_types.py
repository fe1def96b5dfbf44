"""Describes the Python types that QML uses, so that qmllint can check QML against them: writes a module of types.

PySide's own pyside6-metaobjectdump does most of it. What it leaves out is put in here: constant properties, pointers to
objects, and Qt's name for Python lists.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "var" / "qml" / "Frontdoor"
_ROOMS = ("screens", "dock")
"""Of `kiosk`: where types for QML are made."""
_QMLDIR = "module Frontdoor\ntypeinfo frontdoor.qmltypes\ndepends QtQml\ndepends QtQuick\n"
"""Without `depends QtQml` qmllint does not know QObject, the base of all of ours."""


def describe() -> None:
    """Write `var/qml/Frontdoor`, a module for qmllint alone."""
    MODULE.mkdir(parents=True, exist_ok=True)
    (MODULE / "qmldir").write_text(_QMLDIR)
    sources = _sources()
    if not sources:
        return
    dump = MODULE / "types.json"
    _run("pyside6-metaobjectdump", "--quiet", "--out-file", dump, *sources)
    modules: list[dict[str, Any]] = json.loads(dump.read_text())
    classes = {each["className"]: each for module in modules for each in module["classes"]}
    constants = {name for source in sources for name in _constant_properties(source)}
    for name, described in classes.items():
        for property_ in described.get("properties", []):
            property_["type"] = _qt_type(property_["type"], set(classes))
            property_["constant"] = (name, property_["name"]) in constants
    dump.write_text(json.dumps(modules))
    outputs = ("--generate-qmltypes", MODULE / "frontdoor.qmltypes", "-o", MODULE / "registration.cpp")
    _run("pyside6-qmltyperegistrar", "--import-name", "Frontdoor", "--major-version", "1", *outputs, dump)


def _run(tool: str, *arguments: str | Path) -> None:
    """Run a tool of PySide; what it says counts only when it fails (it misses Qt's own types, which qmllint knows)."""
    command = [str(Path(sys.executable).with_name(tool)), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool}: {done.stdout}")


def _sources() -> list[Path]:
    """Modules with types for QML or bases of them; bases come first, as the dump follows inheritance in this order."""
    paths = sorted(path for room in _ROOMS for path in (ROOT / "kiosk" / room).rglob("*.py"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    wanted = [path for path, text in texts.items() if re.search(r"^class \w+\(Q\w+\)|^@Qml", text, re.MULTILINE)]
    return sorted(wanted, key=lambda path: ("@QmlElement" in texts[path], path))


def _qt_type(name: str, classes: set[str]) -> str:
    if name in classes:
        return f"{name}*"
    return {"list": "QVariantList", "dict": "QVariantMap", "object": "QVariant"}.get(name, name)


def _constant_properties(source: Path) -> set[tuple[str, str]]:
    """(class, property) of every `@Property(…, constant=True)`."""
    return {
        (owner.name, method.name)
        for owner in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, ast.FunctionDef)
        for decorator in method.decorator_list
        if isinstance(decorator, ast.Call) and any(word.arg == "constant" for word in decorator.keywords)
    }


if __name__ == "__main__":
    describe()
