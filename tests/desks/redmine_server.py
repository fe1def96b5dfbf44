"""A real Redmine of Debian on SQLite, set up by the files of `docs/desks`; port and folder are its own.

Debian runs several instances side by side, each below `/usr/share/redmine/instances` (lib/redmine/multi_tenancy.rb).
Ours is named by a path that leads out of there, so that nothing of the system's instance is read or written.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from tests.desks.served_desk import ServedDesk

DOCS = Path(__file__).parents[2] / "docs" / "desks"
HOME = Path("/usr/share/redmine")
READY_S = 120.0
"""3 s on an idle machine; many times that beside other tests."""

THREADS = 4
"""As many as the agent has calls under way."""

_DATABASE = """
production:
  adapter: sqlite3
  database: {folder}/redmine.sqlite3
  timeout: 5000
  pool: 8
"""

_GEMS = """
eval_gemfile "/usr/share/redmine/Gemfile"
gem "sqlite3"
gem "puma"
"""

_SET_UP = """
require "/usr/share/redmine/config/environment"
ActiveRecord::Migration.verbose = false
ActiveRecord::Base.connection.execute("PRAGMA synchronous=OFF")  # half the time of two hundred migrations
ActiveRecord::Base.connection.execute("PRAGMA journal_mode=WAL")  # else four threads wait for each other in a ring
ActiveRecord::Base.connection.migration_context.migrate
ActiveRecord::Base.descendants.each(&:reset_column_information)
Redmine::DefaultData::Loader.load("en")
[["General", true], ["IT service", true], ["Confidential", false], ["Elsewhere", true]].each do |name, public|
  identifier = name.downcase.tr(" ", "-")
  Project.create!(name: name, identifier: identifier, is_public: public, trackers: Tracker.sorted,
                  enabled_module_names: ["issue_tracking"])
end
admin = User.find_by!(login: "admin")
admin.update!(must_change_passwd: false)
reader = Role.create!(name: "Reader", assignable: false, permissions: [:view_issues])
[["Hana", "Ali", Role.find_by!(name: "Manager")], ["Omar", "Said", reader]].each do |first, last, role|
  login = "#{first[0]}.#{last}".downcase
  user = User.new(firstname: first, lastname: last, mail: "#{login}@desk.test", login: login, mail_notification: "none")
  user.password = user.password_confirmation = "password"
  user.save!
  Project.all.each { |project| Member.create!(user: user, project: project, roles: [role]) }
end
group = Group.create!(name: "Front office")
manager = Role.find_by!(name: "Manager")
Project.all.each { |project| Member.create!(principal: group, project: project, roles: [manager]) }
Setting.issue_group_assignment = "1"
ENV["KIOSK"], ENV["PROJECTS"] = "K7", "general,it-service,confidential"
ARGV.each { |file| load file }
puts "Key of administrator: #{admin.api_key}"
"""


class Redmine(ServedDesk):
    """Set up by `__init__` (about 5 s), running between `start` and `stop` or `kill`. Blocking."""

    _home = HOME

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, database="redmine.sqlite3", ready_path="issue_statuses.json", ready_s=READY_S)
        for name in ("config", "tmp", "log", "files", "public"):
            (folder / name).mkdir(parents=True)
        (folder / "config" / "database.yml").write_text(_DATABASE.replace("{folder}", str(folder)))
        (folder / "config" / "secret_key.txt").write_text(secrets.token_hex(32))
        (folder / "Gemfile").write_text(_GEMS)
        (folder / "set_up.rb").write_text(_SET_UP)
        scripts = [folder / "set_up.rb", DOCS / "redmine.rb", DOCS / "redmine-kiosk.rb"]
        told = self._run("ruby", *map(str, scripts))
        self.token = _key(told, "kiosk K7")
        self._admin = _key(told, "administrator")

    def issues_by_key(self) -> Counter[UUID]:
        """How many issues there are for each key, as the database has them: closed duplicates do not count."""
        with contextlib.closing(self._open()) as database:
            rows = database.execute(
                "SELECT v.value FROM issues i JOIN issue_statuses s ON s.id = i.status_id"
                " JOIN custom_values v ON v.customized_type = 'Issue' AND v.customized_id = i.id"
                " JOIN custom_fields f ON f.id = v.custom_field_id AND f.name = 'KioskUUID'"
                " WHERE v.value <> '' AND NOT (s.is_closed AND EXISTS (SELECT 1 FROM issue_relations r"
                " WHERE r.issue_from_id = i.id AND r.relation_type = 'duplicates'))"
            ).fetchall()
        return Counter(UUID(value) for (value,) in rows)

    def issue(self, number: str | int, include: str = "") -> dict[str, Any]:
        """An issue as an administrator has it."""
        found: dict[str, Any] = self.as_admin("GET", f"issues/{number}.json?include={include}")["issue"]
        return found

    def change(self, number: str | int, **fields: object) -> None:
        """Change an issue as an administrator."""
        self.as_admin("PUT", f"issues/{number}.json", issue=fields)

    def as_admin(self, method: str, path: str, **body: object) -> dict[str, Any]:
        """Do something as an administrator, over the interface that agents' tools use."""
        answer = httpx.request(
            method,
            f"{self.url}/{path}",
            json=body or None,
            headers={"X-Redmine-API-Key": self._admin},
            timeout=READY_S,
            trust_env=False,
        ).raise_for_status()
        told: dict[str, Any] = answer.json() if answer.content else {}
        return told

    def page(self, path: str) -> str:
        """The HTML of a page as the agent Hana Ali sees it in her browser."""
        with httpx.Client(base_url=self.url, timeout=READY_S, trust_env=False, follow_redirects=True) as browser:
            form = browser.get("/login").text
            found = re.search(r'name="authenticity_token" value="([^"]+)"', form)
            assert found is not None
            who = {"authenticity_token": found[1], "username": "h.ali", "password": "password"}
            assert "/login" not in browser.post("/login", data=who).url.path, "the agent's password was not taken"
            return browser.get(path).raise_for_status().text

    @contextlib.contextmanager
    def setting(self, name: str, value: str) -> Iterator[None]:
        """A setting of the administration otherwise for a while. Redmine keeps those that were ever changed, and looks
        at them again when one is younger than its last look."""
        self.execute("CREATE TABLE kept AS SELECT * FROM settings WHERE name = ?", name)
        self.execute("DELETE FROM settings WHERE name = ?", name)
        self.execute("INSERT INTO settings (name, value, updated_on) VALUES (?, ?, '2098-01-01')", name, value)
        try:
            yield
        finally:
            self.execute("DELETE FROM settings WHERE name = ?", name)
            self.execute("INSERT INTO settings SELECT * FROM kept")
            self.execute("DROP TABLE kept")
            self.execute("UPDATE settings SET updated_on = '2099-01-01' WHERE name = 'rest_api_enabled'")

    @property
    def _command(self) -> list[str]:
        return ["puma", "-e", "production", "-t", f"{THREADS}:{THREADS}", "-b", f"tcp://127.0.0.1:{self.port}"]

    @property
    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "RAILS_ENV": "production",
            "REDMINE_INSTANCE": f"../../../..{self._folder}",
            "BUNDLE_GEMFILE": str(self._folder / "Gemfile"),
            "BUNDLE_SILENCE_ROOT_WARNING": "1",
            "TZ": "America/New_York",
        }

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=HOME,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=2 * READY_S,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _key(told: str, whose: str) -> str:
    found = re.search(rf"^Key of {whose}: (\S+)$", told, re.MULTILINE)
    assert found is not None, told
    return found[1]
