"""Settings: every key, every fault at once, and secrets that only their owner reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from kiosk.domain.reference import ALPHABET
from kiosk.errors import SettingsError
from kiosk.settings import DESK_CREDENTIAL, STORE_KEY, Secrets, Settings, load_settings

EXAMPLE = Path(__file__).parents[2] / "docs" / "kiosk.example.toml"
NO_ENV: dict[str, str] = {"HOME": "home"}


def write(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(folder, text), env=NO_ENV)
    return caught.value.what


def test_without_a_file_the_defaults_are_good_enough_for_a_demo() -> None:
    settings = load_settings(None, env=NO_ENV)
    assert settings.kiosk.code == "K7"
    assert settings.printer.url == "sim://printer"
    assert settings.store.folder == Path("home/.local/state/frontdoor")
    assert settings.content.folder is None
    assert settings.content.compiled == settings.store.folder / "content.pack"
    assert (settings.visit.idle_s, settings.visit.warning_s) == (60.0, 30.0)


def test_the_example_loads_and_shows_every_key() -> None:
    settings = load_settings(EXAMPLE, env=NO_ENV)
    shown = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    for part in msgspec.structs.fields(Settings):
        value = getattr(settings, part.name)
        known = {"folder"} if part.name == "secrets" else set(value.__struct_fields__)
        assert set(shown[part.name]) == known, part.name
    assert settings.store.folder == EXAMPLE.parent / "state"
    assert settings.locale.regions == {"en": "GB", "ar": "EG"}
    assert set(settings.kiosk.code) <= set(ALPHABET)


def test_the_environment_names_the_file_where_the_command_line_does_not(tmp_path: Path) -> None:
    path = write(tmp_path, '[kiosk]\ncode = "A1"')
    assert load_settings(None, env=NO_ENV | {"FRONTDOOR_SETTINGS": str(path)}).kiosk.code == "A1"


def test_systemds_folders_come_before_the_users(tmp_path: Path) -> None:
    env = NO_ENV | {"STATE_DIRECTORY": "state/frontdoor:state/other", "CREDENTIALS_DIRECTORY": "run/credentials"}
    settings = load_settings(None, env=env)
    assert settings.store.folder == Path("state/frontdoor")
    assert settings.secrets == Secrets(credentials=Path("run/credentials"), folder=Path("state/frontdoor/secrets"))
    assert load_settings(None, env={"XDG_STATE_HOME": "xdg"}).store.folder == Path("xdg/frontdoor")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("vist = 1", "vist is not a setting. Did you mean visit?"),
        ('[kiosk]\ncod = "K7"', "kiosk.cod is not a setting. Did you mean code?"),
        ("[kiosk]\nqqqq = 1", "kiosk.qqqq is not a setting. Remove it."),
        ("kiosk = 1", "kiosk must be a table. Write [kiosk] and its keys below."),
        ('[kiosk]\ncode = "k"', "kiosk.code is 'k', which is not of the right form."),
        ("[kiosk]\ncode = 77", "kiosk.code must be text in quotes."),
        ('[kiosk]\nname = "Hall"', "kiosk.name must give one text for each language."),
        ("[kiosk]\nname = { en = 1 }", "kiosk.name must give one text for each language."),
        ('[kiosk]\nother = "Up"', 'Write other = { en = "Floor 2, by the lifts" }.'),
        ("[screen]\nwidth_mm = 20", "screen.width_mm is 20, outside 100 to 3000."),
        ("[screen]\nwidth_mm = nan", "screen.width_mm must be a number."),
        ("[screen]\nfullscreen = 1", "screen.fullscreen must be true or false, without quotes."),
        ('[locale]\ntime_zone = "Mars/Base"', "locale.time_zone is 'Mars/Base', which is not a time zone"),
        ('[locale]\ntime_zone = "../passwd"', "locale.time_zone is '../passwd', which is not a time zone"),
        ('[locale]\ncalendar = "jalaly"', "which is none of jalali, gregorian. Did you mean jalali?"),
        ('[locale]\nregions = { en = "gb" }', "locale.regions must give one text for each language."),
        ('[content]\nfolder = ["a"]', "content.folder must be a path in quotes."),
        ('[printer]\nurl = "printer one"', "printer.url is 'printer one', which is not of the right form."),
        ('[desk]\nurl = "desk.example.org"', "desk.url is 'desk.example.org', which is not the address of a server."),
        ('[desk]\nurl = "https://[::1"', "which is not the address of a server."),
        ('[desk]\nurl = "http://desk.example.org"', "which would send personal data unencrypted."),
        ('[desk]\nstatus_url = "https://a:b@example.org"', "which is not the address of a server."),
        ('[desk]\ntracker = " "', "desk.tracker is ' ', which is not of the right form."),
        ('[desk.statuses]\nsolved = "Done"', "desk.statuses.solved must be a list of texts."),
        ('[desk.statuses]\nstalled = ["Done"]', "desk.statuses.stalled"),
        (
            '[desk.statuses]\nsolved = ["Done"]\nclosed = ["DONE"]',
            "desk.statuses has 'done' under two states. Leave it in one.",
        ),
        ("[desk]\nnews_minutes = 0", "desk.news_minutes is 0, outside 0.1 to 1440."),
        ("[visit]\nidle_s = true", "visit.idle_s must be a number."),
        ("[retention]\nguest_contact_days = 1.5", "retention.guest_contact_days must be a whole number."),
        ("[retention]\nrequest_days = 0", "retention.request_days is 0, outside 1 to 3650."),
    ],
)
def test_a_fault_names_its_key_and_the_remedy(tmp_path: Path, text: str, fault: str) -> None:
    what = faults_of(tmp_path, text)
    assert what.startswith("One fault in kiosk.toml:\n- ")
    assert fault in what


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    what = faults_of(tmp_path, '[kiosk]\ncode = ""\ncodes = 1\n[visit]\nidle_s = 1\nwarning_s = "x"\n[extra]\n')
    assert what.startswith("5 faults in kiosk.toml:")
    assert re.findall(r"^- (\S+)", what, re.MULTILINE) == [
        "kiosk.code",
        "visit.idle_s",
        "visit.warning_s",
        "extra",
        "kiosk.codes",
    ]


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"kiosk\.toml is not TOML: .*line 2"):
        load_settings(write(tmp_path, "[kiosk]\ncode = K7"), env=NO_ENV)
    (tmp_path / "kiosk.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(tmp_path / "kiosk.toml", env=NO_ENV)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "absent.toml", env=NO_ENV)


def test_other_rooms_bring_their_own_rules(tmp_path: Path) -> None:
    path = write(tmp_path, '[kiosk]\ncode = "IO"\n[printer]\nprofile = "epson"')
    checks = {
        "kiosk.code": lambda code: "" if set(code) <= set(ALPHABET) else "I and O are read as 1 and 0.",
        "printer.profile": lambda name: "" if name == "epson-80" else "no such profile.",
    }
    with pytest.raises(SettingsError, match="I and O") as caught:
        load_settings(path, env=NO_ENV, checks=checks)
    assert "- printer.profile is 'epson': no such profile." in caught.value.what


@pytest.mark.parametrize(
    ("urls", "fault"),
    [
        ('"pcsc://"', "readers.urls must be a list of texts."),
        ('["pcsc://", 3]', "readers.urls must be a list of texts."),
        ('["pcsc"]', "readers.urls has 'pcsc', which is not of the right form."),
        ('["pcsc://", "pcsc://"]', "readers.urls has the same entry twice."),
        ('["lpt://1"]', "readers.urls has 'lpt://1': no such reader."),
    ],
)
def test_each_reader_is_looked_at(tmp_path: Path, urls: str, fault: str) -> None:
    checks = {"readers.urls": lambda url: "no such reader." if url.startswith("lpt:") else ""}
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, f"[readers]\nurls = {urls}"), env={}, checks=checks)
    assert fault in caught.value.what


def test_readers_keep_their_order(tmp_path: Path) -> None:
    path = write(tmp_path, '[readers]\nurls = ["sim://scanner", "pcsc://"]')
    assert load_settings(path, env={}).readers.urls == ("sim://scanner", "pcsc://")


CA = 'ca_file = "ca.pem"\n'
MAIL = f'[desk]\nconnector = "email"\nurl = "smtps://mail.example.org"\nmailbox = "d@e.org"\nsender = "k@e.org"\n{CA}'
KEY = "ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def test_a_desk_that_takes_mail_has_a_mail_server_and_two_addresses(tmp_path: Path) -> None:
    desk = load_settings(write(tmp_path, MAIL)).desk
    assert (desk.connector, desk.url, desk.mailbox, desk.sender, desk.user) == (
        "email",
        "smtps://mail.example.org",
        "d@e.org",
        "k@e.org",
        "",
    )


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        (
            'url = "smtps://mail.example.org"',
            "",
            "desk.url is 'http://127.0.0.1:8080', which is not the address of a mail",
        ),
        ("smtps://mail.example.org", "https://mail.example.org", "which is not the address of a mail server."),
        ("smtps://mail.example.org", "smtp://a:b@mail.example.org", "which is not the address of a mail server."),
        ("smtps://mail.example.org", "smtp://mail.example.org:0", "which is not the address of a mail server."),
        ("smtps://mail.example.org", "smtp://mail.example.org/box", "which is not the address of a mail server."),
        ('mailbox = "d@e.org"', "", "desk.mailbox is '', which is not an e-mail address"),
        ("k@e.org", "k@e.org>", "desk.sender is 'k@e.org>', which is not an e-mail address"),
        (
            "sender",
            'restricted_queue = "Few"\nsender',
            "desk.restricted_queue is 'Few', which is not an e-mail address",
        ),
        ("sender", 'rules = [{queue = "Few"}]\nsender', "desk.rules[1].queue is 'Few', which is not an e-mail address"),
        ("sender", 'rules = [{queue = "f@e.org", owner = "x"}]\nsender', "desk.rules[1] names an owner"),
    ],
)
def test_a_mail_desk_without_its_addresses_is_refused(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, MAIL.replace(line, instead)))
    assert fault in caught.value.what


@pytest.mark.parametrize(
    "text",
    [
        '[desk]\nurl = "https://desk.example.org"',
        '[desk]\nurl = "HTTPS://127.0.0.1"',
        MAIL.replace(CA, ""),
        MAIL.replace(CA, "").replace("smtps://mail", "smtp://mail"),
        MAIL.replace(CA, "").replace("mail.example.org", "127.0.0.1"),
        f'[content]\nurl = "https://content.example.org"\nkeys = ["{KEY}"]',
    ],
)
def test_nobody_is_trusted_by_default(tmp_path: Path, text: str) -> None:
    what = faults_of(tmp_path, text)
    assert what.startswith("One fault in kiosk.toml:\n- ")
    assert re.search(r"^- (desk|content)\.url is '.*', which needs \1\.ca_file\. Name a PEM file", what, re.MULTILINE)
    table = text.partition("\n")[0]
    assert load_settings(write(tmp_path, text.replace(table, f"{table}\n{CA}"))) is not None


def test_mail_to_this_machine_itself_needs_no_certificate(tmp_path: Path) -> None:
    text = MAIL.replace(CA, "").replace("smtps://mail.example.org", "smtp://127.0.0.1")
    assert load_settings(write(tmp_path, text)).desk.ca_file is None


def test_a_desk_on_this_machine_needs_no_tls(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[desk]\nurl = "http://127.0.0.1:8000"\nstatus_url = "https://s.org/r/"'))
    assert settings.desk.url == "http://127.0.0.1:8000"
    assert settings.desk.status_url == "https://s.org/r"


def test_a_credential_comes_before_a_file_and_a_renewed_token_before_both(tmp_path: Path) -> None:
    given, folder = tmp_path / "given", tmp_path / "folder"
    given.mkdir()
    folder.mkdir()
    for name in (STORE_KEY, DESK_CREDENTIAL):
        (given / name).write_bytes(b"from systemd\n")
    secrets = Secrets(credentials=given, folder=folder)
    assert (secrets.read_text(DESK_CREDENTIAL), secrets.is_renewed(DESK_CREDENTIAL)) == ("from systemd", False)
    for name in (STORE_KEY, DESK_CREDENTIAL):
        (folder / name).write_bytes(b"from the file\n")
        (folder / name).chmod(0o600)
    assert secrets.read(STORE_KEY) == b"from systemd\n"
    # systemd gives out no credential twice: what came since is newer.
    assert (secrets.read_text(DESK_CREDENTIAL), secrets.is_renewed(DESK_CREDENTIAL)) == ("from the file", True)
    (folder / DESK_CREDENTIAL).chmod(0o640)
    with pytest.raises(SettingsError, match="by others"):
        secrets.read_text(DESK_CREDENTIAL)


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    secrets = Secrets(credentials=None, folder=tmp_path)
    path = tmp_path / DESK_CREDENTIAL
    path.write_text("token")
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        with pytest.raises(SettingsError, match="read by others"):
            secrets.read(DESK_CREDENTIAL)
    path.chmod(0o600)
    assert secrets.read_text(DESK_CREDENTIAL) == "token"


def test_a_missing_secret_and_a_binary_one_name_the_remedy(tmp_path: Path) -> None:
    secrets = Secrets(credentials=None, folder=tmp_path)
    with pytest.raises(SettingsError, match="LoadCredential=desk-token"):
        secrets.read(DESK_CREDENTIAL)
    (tmp_path / DESK_CREDENTIAL).write_bytes(b"\xff")
    (tmp_path / DESK_CREDENTIAL).chmod(0o600)
    with pytest.raises(SettingsError, match="not text"):
        secrets.read_text(DESK_CREDENTIAL)


def test_the_demo_draws_a_store_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    secrets = Secrets(credentials=None, folder=tmp_path / "new" / "folder")
    key = secrets.ensure_store_key()
    assert len(key) == 32
    assert secrets.ensure_store_key() == key
    assert (secrets.folder / STORE_KEY).stat().st_mode & 0o777 == 0o600
    assert secrets.folder.stat().st_mode & 0o777 == 0o700
