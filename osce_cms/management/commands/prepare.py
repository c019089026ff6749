"""Makes the database ready to serve: its tables, data where there are none, and what older versions did not note."""

import json
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.demo import PASSWORD, ROLES, demo_email, make_demo_accounts
from accounts.models import Desk, central_desk
from newsroom.models import Release
from taxonomy.models import Country, Structure

DESKS = settings.BASE_DIR / "fixtures" / "desks.json"


class Command(BaseCommand):
    help = "Migrate; load the vocabulary and the demonstration releases into an empty database; make demo accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not Country.objects.exists() and not Release.objects.exists():
            self.stdout.write("The database is empty: loading the vocabulary and the demonstration releases …")
            call_command("loaddata", "taxonomy", "demo", verbosity=0)
        call_command("draw_demo_pictures", stdout=self.stdout)
        call_command("inspect_attachments", stdout=self.stdout)
        _open_desks()
        if settings.DEMO:
            make_demo_accounts()
            people = ", ".join(demo_email(role) for role in ROLES)
            self.stdout.write(f"Demo log-ins (password “{PASSWORD}”): {people}")


def _open_desks() -> None:
    """Load the desks where there are the structures that they stand for, and no desk but the central one."""
    central_desk()
    slugs = {slug for row in json.loads(DESKS.read_text()) for slug in row["fields"].get("structure") or ()}
    if Desk.objects.exclude(structure=None).exists():
        return
    if Structure.objects.filter(slug__in=slugs).count() == len(slugs):
        call_command("loaddata", "desks", verbosity=0)
