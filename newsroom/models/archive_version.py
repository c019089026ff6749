from django.contrib.postgres.fields import ArrayField
from django.db import models


class ArchiveVersion(models.Model):
    """One row: a number that no two states of editions and terms ever share.

    Triggers in the database draw a new number in every transaction that touches an edition, a withdrawal or a
    term, by whatever road. The number comes from a sequence, so a transaction that was rolled back never lends
    its number to another one. What is derived from editions and terms is kept under it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="archive_version_has_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class ArchiveChange(models.Model):
    """What made a number of the archive: the last thousand changes or so, for those who follow.

    Written by the same triggers, one row for each statement, in the order in which transactions come to be seen:
    the row of ArchiveVersion is locked before the number is drawn.
    """

    class What(models.TextChoices):
        EDITIONS = "editions"  # those named were added, or end at another time
        BULK = "bulk"  # more editions than are worth naming
        VOCABULARY = "vocabulary"  # names, trees, tags
        OTHER = "other"  # what stands on pages beside: withdrawals, flat pages

    number = models.BigIntegerField(primary_key=True)
    what = models.CharField(max_length=10, choices=What)
    editions = ArrayField(models.BigIntegerField(), null=True)

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"
