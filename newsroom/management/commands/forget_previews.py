"""Deletes what is known of those to whom releases were shown, when its purpose is over."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.preview_actions import forget_links


class Command(BaseCommand):
    help = "Delete preview links that closed long ago, with the names, openings and comments that belong to them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=180, help="how long ago they closed (default: 180)")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if not 0 <= days <= 36_500:
            raise CommandError("Give a number of days from 0 to 36500.")
        forgotten = forget_links(ended_before=timezone.now() - dt.timedelta(days=days))
        self.stdout.write(f"{forgotten} preview links deleted.")
