"""Whole kiosks for the tests of this folder."""

from tests.system.fixtures import blocked_store, folder, pack_folder, qapp_cls, watched_calls, whole

__all__ = ["blocked_store", "folder", "pack_folder", "qapp_cls", "watched_calls", "whole"]
