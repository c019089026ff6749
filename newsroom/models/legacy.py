from django.db import models

from ..former_addresses import MAX_KEY


class LegacyAddress(models.Model):
    """An address at which a release stood on the site before this one, such as /secretariat/486062.

    `path` may hold a query string: see former_addresses.key_of().
    """

    path = models.CharField(max_length=MAX_KEY, primary_key=True)
    release = models.ForeignKey("newsroom.Release", models.CASCADE, related_name="legacy_addresses")

    def __str__(self) -> str:
        return self.path
