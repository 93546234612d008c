"""`pentimento doctor`: every setting with its source, and whether each part of the studio could work here.

Makes nothing but the data folder. Asks torch and llama.cpp in processes of their own, so that a broken one breaks only
its line.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final, Literal

import psycopg
from kombu import Connection
from pydantic import SecretStr

from orchestrator.cli.running import connect, health, page_bundle
from orchestrator.settings import Settings
from tools import catalog

PAINTING: Final = ("generate", "edit", "inpaint")
"""Tools without which there is no studio; the others need larger models, which nobody has to have."""
LOW_DISK: Final = 2_000_000_000
PASSWORD: Final = re.compile(r"(://[^:/@]*):[^@/]+@")
TORCH: Final = """
import torch
cuda = torch.cuda.is_available()
where = ', '.join(torch.cuda.get_device_name(n) for n in range(torch.cuda.device_count())) if cuda else 'CPU'
print(f'{torch.__version__} on {where}, {torch.get_num_threads()} threads')
"""
LLAMA: Final = "import llama_cpp; llama_cpp.llama_print_system_info(); print(llama_cpp.__version__)"


@dataclass(frozen=True)
class Check:
    """One line of the report."""

    title: str
    verdict: Literal["ok", "note", "fail"]
    detail: str


def hidden(text: str) -> str:
    """The text with passwords in URLs blotted out."""
    return PASSWORD.sub(r"\1:***@", text)


def settings_table(settings: Settings) -> list[tuple[str, str, str]]:
    """Variable, value in force and source of every setting; secrets and passwords are not shown."""
    in_force = {"database_url": settings.database, "broker_url": settings.broker, "blobs_url": settings.blobs}
    rows = []
    for name in type(settings).model_fields:
        value = in_force.get(name, getattr(settings, name))
        if isinstance(value, SecretStr):
            value = "(set)" if value.get_secret_value() else "(not set)"
        if name == "token" and settings.token is None:
            value = f"kept in {settings.home / 'token'}"
        shown = hidden(str(value)) if value not in ("", None) else "(not set)"
        source = "environment" if name in settings.model_fields_set else "default"
        rows.append((f"PENTIMENTO_{name.upper()}", shown, source))
    return rows


def checks(settings: Settings) -> Iterator[Check]:
    """The checks, one after the other."""
    parts: tuple[tuple[str, Callable[[Settings], Check]], ...] = (
        ("data folder", _home),
        ("database", _database),
        ("broker", _broker),
        ("models", _models),
        ("torch", _torch),
        ("llama.cpp", _llama),
        ("page", _page),
        ("studio", _studio),
    )
    for title, check in parts:
        try:
            yield check(settings)
        except Exception as error:  # noqa: BLE001 (a check that breaks is a finding, and the others go on)
            yield Check(title, "fail", f"{type(error).__name__}: {hidden(str(error)).strip()}")


def _home(settings: Settings) -> Check:
    settings.prepare()
    probe = settings.home / ".doctor"
    probe.write_bytes(b"")
    probe.unlink()
    free = shutil.disk_usage(settings.home).free
    verdict: Literal["ok", "note"] = "ok" if free > LOW_DISK else "note"
    return Check("data folder", verdict, f"{settings.home}, {free / 1e9:.1f} GB free")


def _database(settings: Settings) -> Check:
    url = settings.database
    if url.startswith("sqlite"):
        path = url.split("///", 1)[1]
        if not (settings.home / path).exists():
            return Check("database", "ok", "SQLite, made at the first start")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
        return Check("database", "ok" if verdict == "ok" else "fail", f"SQLite {sqlite3.sqlite_version}, {verdict}")
    with psycopg.connect(re.sub(r"^postgresql\+\w+:", "postgresql:", url), connect_timeout=5) as server:
        return Check("database", "ok", f"PostgreSQL {server.info.server_version // 10000} answers")


def _broker(settings: Settings) -> Check:
    if settings.broker.startswith("filesystem"):
        return Check("broker", "ok", f"none needed: hints go through {settings.broker_folder}")
    with Connection(settings.broker, connect_timeout=5) as connection:
        connection.ensure_connection(max_retries=1, timeout=5)
        return Check("broker", "ok", f"{connection.transport.driver_type} answers")


def _models(settings: Settings) -> Check:
    found, broken = catalog.models(settings.model_folders)
    lacking = sorted(set(catalog.specs()) - set(catalog.offered(found)))
    names = ", ".join(model.name for model in found) or "none"
    notes = [f"no model for {', '.join(lacking)} (the studio works without)"] if lacking else []
    if not set(PAINTING).isdisjoint(lacking):
        return Check("models", "fail", f"{names}; nothing can be painted: no model for {', '.join(lacking)}")
    return Check("models", "note" if broken or lacking else "ok", "; ".join([names, *notes, *broken]))


def _ask(title: str, program: str) -> Check:
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    if asked.returncode:
        last = (asked.stderr.strip().splitlines() or [f"ended with {asked.returncode}"])[-1]
        return Check(title, "fail", f"{last} (`make setup` mends the environment)")
    return Check(title, "ok", asked.stdout.strip().splitlines()[-1])


def _torch(settings: Settings) -> Check:
    return _ask("torch", TORCH)


def _llama(settings: Settings) -> Check:
    if settings.chat_url:
        return Check("llama.cpp", "ok", f"not used: the language model is at {settings.chat_url}")
    return _ask("llama.cpp", LLAMA)


def _page(settings: Settings) -> Check:
    built = page_bundle().exists()
    return Check("page", "ok" if built else "fail", "bundle is built" if built else "no bundle: run `make setup`")


def _studio(settings: Settings) -> Check:
    with connect(settings) as client:
        said = health(client)
    if said is None:
        return Check("studio", "ok", "not running")
    detail = said.get("waiting") or f"running at port {settings.port}"
    return Check("studio", "ok" if said.get("status") == "ok" else "note", str(detail))
