"""What an edition says of days: docs/adr/0012."""

import datetime as dt

from django.utils import timezone


class Dated:
    """Of something with a `date`, the day that readers see, and the instants `published_at` and `live_from`."""

    date: dt.date
    published_at: dt.datetime
    live_from: dt.datetime

    @property
    def changed_on(self) -> dt.date:
        """The day on which readers first saw this edition, by the clock of the house; never before its own day."""
        return max(timezone.localdate(self.live_from), self.date)

    @property
    def was_dated_otherwise(self) -> bool:
        """Whether its instant lies in another day than its own, by whatever clock on earth (UTC−12 to UTC+14)."""
        first, last = (self.published_at.astimezone(dt.UTC) + dt.timedelta(hours=hours) for hours in (-12, 14))
        return not first.date() <= self.date <= last.date()
