"""The Nu HTML checker (https://validator.github.io/validator/), which reads style sheets too."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def missing() -> str:
    """What has to be installed before the checker can be asked; "" where it can."""
    if not shutil.which("java"):
        return "no Java: install the package default-jre-headless"
    return "" if JAR.exists() else "no HTML checker: run `npm ci --prefix audits`"


def complaints(pages: Mapping[str, bytes], sheets: Iterable[Path] = ()) -> list[str]:
    """Errors of the pages (name → HTML) and of style sheets, each as "name:line: message". Warnings are left out."""
    with TemporaryDirectory() as folder:
        for name, html in pages.items():
            (Path(folder) / f"{name}.html").write_bytes(html)
        files = [*sorted(Path(folder).glob("*.html")), *sheets]
        command: list[str | Path] = [
            "java",
            "-jar",
            JAR,
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            "--also-check-css",
            *files,
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        f"{message.get('url', '').rpartition('/')[2]}:{message.get('lastLine', 0)}: {message['message']}"
        for message in json.loads(told)["messages"]
        if message["type"] == "error"
    ]
