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
