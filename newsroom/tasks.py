"""What the worker does. Each task may be run again: a job of which the worker died in the middle comes back."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import jobs, pdf
from .pdf.installed import is_installed
from .public_record import readable
from .search.collecting import collect_common_words, is_behind

logger = logging.getLogger(__name__)

#: A big edition may take its time here, where no reader waits.
SECONDS = 120


@app.task(name=jobs.MAKE_PDF, retry=RetryStrategy(max_attempts=4, wait=5, exponential_wait=6))
def make_pdf(edition: int) -> None:
    """Make the PDF of the edition with that key, unless readers may not see it (any more)."""
    wanted = readable().for_page().filter(pk=edition).first()
    if wanted is None:
        return
    if not is_installed():
        logger.warning("No PDF of %s: Pango is not installed here", wanted)
        return
    pdf.make(wanted, SECONDS)


@app.periodic(cron="17 2 * * *")
@app.task(name=jobs.COLLECT_COMMON_WORDS, lock=jobs.COLLECT_COMMON_WORDS, queueing_lock=jobs.COLLECT_COMMON_WORDS)
def collect_words(timestamp: int) -> None:
    """Every night: keep the words that many editions hold, where many have come since."""
    if is_behind():
        collect_common_words()
