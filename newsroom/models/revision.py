from django.db import models


class Relations(models.Model):
    """What the history keeps of a release besides its columns: its terms, tags, contacts, sources, pictures, files.

    In the shape of newsroom.admin.release_version; null for texts that were saved by other roads than the form.
    """

    relations = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True
