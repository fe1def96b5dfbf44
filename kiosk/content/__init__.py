"""Reads, checks and compiles content packs.

From the authors' folder to the values the kiosk runs on: `source` (which files) -> `yaml_lines` (YAML that knows its
lines) -> `authored` (the shape of each file) and `rules` (what must fit together) -> `check` -> `compiled`.
Only `source`, `compiled`, `load` and `faults` are imported by a running kiosk; pydantic and YAML stay outside.
"""
