from django.db import models

MAX_PATH = 200


class LegacyAddress(models.Model):
    """An address at which a release stood on the site before this one, such as /secretariat/486062."""

    path = models.CharField(max_length=MAX_PATH, primary_key=True)
    release = models.ForeignKey("newsroom.Release", models.CASCADE, related_name="legacy_addresses")

    def __str__(self) -> str:
        return self.path
