"""The embedded PostgreSQL, asked for by many at once before it runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

#: What a worker does whose threads get the first requests: each connects, and none has done so before.
THREADS = """
import sys, threading
from pathlib import Path
from osce_cms.embedded.server import socket_folder

barrier, folders = threading.Barrier(8), []

def connect():
    barrier.wait()
    folders.append(socket_folder(Path(sys.argv[1]), "news"))

threads = [threading.Thread(target=connect) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.exit(len(folders) != 8 or len(set(folders)) != 1)
"""


def test_threads_and_processes_that_connect_first_start_one_server(tmp_path):
    pgdata = tmp_path / "data" / "postgresql"
    pgdata.parent.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    command = [sys.executable, "-c", THREADS, str(pgdata)]
    processes = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate(timeout=120)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], "\n".join(told)
    assert json.loads(Path(pgdata, ".handle_pids.json").read_text()) == []
