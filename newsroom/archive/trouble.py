"""What goes wrong again and again is logged once."""

import logging
from types import TracebackType

from django.db import Error


class LoggedOnce:
    """A context manager that survives its block: the first of several failures in a row is logged, none is raised."""

    def __init__(self, logger: logging.Logger, sentence: str):
        self._logger, self._sentence = logger, sentence
        self.failed = False  # whether the last block did

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, Exception) and not self.failed:
            # Of a database that does not answer, where in the code it was asked says nothing.
            self._logger.warning("%s: %s", self._sentence, error, exc_info=not isinstance(error, Error))
        self.failed = error is not None
        return isinstance(error, Exception)
