"""Whole kiosks for the tests of this folder."""

from tests.system.fixtures import folder, pack_folder, qapp_cls, whole

__all__ = ["folder", "pack_folder", "qapp_cls", "whole"]
