"""What a run was made with: enough to make it again, or to see why it differs."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from qa.span_network import cores

PACKAGES = (
    "dateline",
    "chromadb",
    "llama-index-core",
    "numpy",
    "onnxruntime",
    "sentence-transformers",
    "sentencex",
    "tokenizers",
    "torch",
    "trafilatura",
)
"""Those whose version can change a score or a speed."""


@dataclass(frozen=True)
class Machine:
    """Where it ran; memory in GB (2^30 bytes), None where the system does not tell."""

    processor: str
    cores: int
    memory_gb: float | None
    system: str
    python: str

    def __str__(self) -> str:
        memory = f", {self.memory_gb:.0f} GB" if self.memory_gb else ""
        return f"{self.processor}, {self.cores} cores{memory}, {self.system}, Python {self.python}"


@dataclass(frozen=True)
class RunRecord:
    """`commit` ends in `+` when the checkout held changes, None outside of git. Digests are SHA-256."""

    at: str
    commit: str | None
    packages: Mapping[str, str]
    machine: Machine
    settings: Mapping[str, object]
    cases_digest: str | None
    corpus_digest: str | None


def record_run(
    settings: Mapping[str, object] | None = None,
    cases_digest: str | None = None,
    corpus_digest: str | None = None,
) -> RunRecord:
    """The record of a run that starts now, on this machine, from this checkout."""
    return RunRecord(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_commit(),
        packages=versions(PACKAGES),
        machine=this_machine(),
        settings=dict(settings or {}),
        cases_digest=cases_digest,
        corpus_digest=corpus_digest,
    )


def versions(packages: Iterable[str]) -> dict[str, str]:
    """The installed version of each package that is installed."""
    found: dict[str, str] = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def this_machine() -> Machine:
    """The machine that this runs on."""
    return Machine(
        processor=_processor(),
        cores=cores(),
        memory_gb=_memory_gb(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
    )


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the files of a folder, hidden ones aside."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    return articles_digest((path.relative_to(folder).as_posix(), file_digest(path)) for path in files)


def articles_digest(articles: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over pairs of id and digest, in the order of the ids."""
    lines = (f"{digest}  {name}\n" for name, digest in sorted(articles))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _commit() -> str | None:
    root = Path(__file__).parent
    try:
        commit = _git(root, "rev-parse", "HEAD").strip()
        return commit + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _memory_gb() -> float | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (ValueError, OSError, AttributeError):
        return None
