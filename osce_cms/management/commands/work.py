"""The worker: does what has been left for later. `manage.py serve` starts one beside the site."""

import asyncio
import logging
import os
import signal
from argparse import ArgumentParser
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.psycopg_connector import PsycopgConnector

logger = logging.getLogger(__name__)

#: Seconds before the database is asked again after it was away.
PAUSE = 3
#: A job that is in the middle when its worker dies comes back so many times; then it has failed.
MOST_ATTEMPTS = 5


class Command(BaseCommand):
    help = "Do what has been left for later, such as making PDFs, until told to stop (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with-parent", type=int, default=0, help="end with the process that has this number")
        parser.add_argument(
            "--stalled-after",
            type=float,
            default=30,
            help="seconds without a sign of life after which another worker's job is done again (default: 30)",
        )

    def handle(self, *args: Any, with_parent: int, stalled_after: float, **options: Any) -> None:
        try:
            asyncio.run(_work(with_parent, stalled_after))
        except asyncio.CancelledError:
            pass  # that is how it is told to stop


async def _work(parent: int, stalled_after: float) -> None:
    """Work until this task is cancelled. A database that goes away is waited for."""
    this = asyncio.current_task()
    assert this  # noqa: S101 - asyncio.run has made it
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, this.cancel)
    watch = asyncio.create_task(_end_with(parent, this)) if parent else None
    try:
        while True:
            try:
                await _work_while_connected(stalled_after)
            except (ConnectorException, psycopg.Error) as error:
                logger.warning("The database does not answer (%s); trying again", str(error).splitlines()[:1])
            await asyncio.sleep(PAUSE)
    finally:
        if watch:
            watch.cancel()


async def _end_with(parent: int, this: asyncio.Task) -> None:
    """Cancel `this` once `parent` is gone, however it went."""
    while os.getppid() == parent:
        await asyncio.sleep(1)
    this.cancel()


async def _work_while_connected(stalled_after: float) -> None:
    # A connection to take jobs and to say that we are alive, another to hear of new ones.
    connector = PsycopgConnector(kwargs=await asyncio.to_thread(connector_params), min_size=1, max_size=4)
    with app.replace_connector(connector) as worker:
        async with worker.open_async():
            rescue = asyncio.create_task(_bring_back(worker, stalled_after))
            try:
                await worker.run_worker_async(
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    update_heartbeat_interval=stalled_after / 3,
                    stalled_worker_timeout=stalled_after,
                )
            finally:
                rescue.cancel()


async def _bring_back(worker: App, stalled_after: float) -> None:
    """Have the jobs of workers that died done again: by this one or another, whoever is free."""
    manager = worker.job_manager
    while True:
        try:
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after):
                if job.attempts < MOST_ATTEMPTS:
                    await manager.retry_job(job)
                else:
                    await manager.finish_job(job, Status.FAILED, delete_job=False)
        except ConnectorException as error:
            logger.info("Not brought back, by another worker perhaps: %s", error)
        await asyncio.sleep(stalled_after)
