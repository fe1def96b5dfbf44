"""`manage.py frontdoor_token K7`: give kiosk K7 a token, or a new one."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontdoor_gateway.models import Kiosk
from frontdoor_gateway.secret_files import write_secret
from frontdoor_gateway.tokens import issue


class Command(BaseCommand):
    """Issues, replaces and withdraws kiosk tokens."""

    help = "Give a kiosk a token, or a new one; the token before stops working at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kiosk", help="the kiosk's code: two digits or capitals, as its references begin")
        parser.add_argument("--out", help="write the token to this file (mode 0600) and not to the terminal")
        parser.add_argument("--withdraw", action="store_true", help="take the kiosk's token from it")

    def handle(self, *_: Any, **options: Any) -> None:
        code = options["kiosk"]
        if not re.fullmatch(r"[0-9A-Z]{2}", code):
            raise CommandError(f"{code!r} is no kiosk code. Give the two characters its references begin with: K7")
        if options["withdraw"]:
            if not Kiosk.objects.filter(code=code).update(active=False):
                raise CommandError(f"No kiosk {code} has a token here.")
            self.stderr.write(f"Kiosk {code} may no longer file requests.")
        elif options["out"]:
            write_secret(Path(options["out"]), issue(code))
            self.stderr.write(f"The token of kiosk {code} is in {options['out']}.")
        else:
            self.stdout.write(issue(code))
