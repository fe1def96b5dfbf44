"""The folders of a kiosk and of a desk, as the system tests have them."""

from tests.system.fixtures import folder, new_desk, pack_folder

__all__ = ["folder", "new_desk", "pack_folder"]
