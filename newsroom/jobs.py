"""What is left for the worker to do: each job is put into the queue by the verb that causes it, in its transaction.

The tasks themselves are in tasks.py; a job knows its task by name, so that no verb needs what the task needs.
"""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from .models import Edition

#: Names of tasks, as the queue keeps them.
MAKE_PDF = "newsroom.make_pdf"
COLLECT_COMMON_WORDS = "newsroom.collect_common_words"


def make_pdf_of(edition: Edition) -> None:
    """Leave the PDF of the saved `edition` to the worker, for when readers see it: once, however often it is asked."""
    name = f"pdf-{edition.pk}"
    job = app.configure_task(MAKE_PDF, lock=name, queueing_lock=name, schedule_at=edition.live_from)
    try:
        with transaction.atomic():
            job.defer(edition=edition.pk)
    except AlreadyEnqueued:
        pass
