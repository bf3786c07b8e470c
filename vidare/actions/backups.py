"""The whole database copied out of the house and put back. Both leave a line in the trail, when they are done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vidare.actions import sealing, sending
from vidare.actions.ledger import deed, note
from vidare.records.backups import whole
from vidare.records.sealed import fingerprints
from vidare.records.services import Setting
from vidare.records.walls import within
from vidare.rules import backups as rules
from vidare.rules.access import Actor
from vidare.rules.backups import Manifest, No
from vidare.rules.decision import Because, Refused


@dataclass(frozen=True, slots=True)
class Made:
    """``digest`` is the file's, as sha256sum tells it."""

    file: Path
    size: int
    digest: str
    manifest: Manifest


def make_backup(actor: Actor, *, to: Path, secret: str, began_at: datetime, at: datetime) -> Made:
    """Seal what can be sealed of the trail, copy, read back, compare. In a folder the file is named for the moment.

    Everything that was acknowledged before this was called is in the copy; what comes while it runs may not be.
    ``began_at`` is the moment by the machine's clock, ``at`` the one that the trail goes by.
    """
    rules.may_key(secret, whole.own_keys()).require()
    if to.is_dir():
        to /= f"{whole.NAMED}{began_at:%Y-%m-%dT%H%M%S}.backup"
    if to.exists():
        raise Refused([Because(No.THERE_ALREADY, {"file": str(to)})])
    sealing.seal_trail(at=at)
    manifest = whole.take(to, secret, began_at=began_at.isoformat(timespec="seconds"))
    made = Made(to, to.stat().st_size, whole.digest_of(to), manifest)
    _note(actor, rules.MADE, made.manifest, digest=made.digest, at=at)
    return made


def check_backup(*, source: Path, secret: str) -> Manifest:
    """Is it whole, to the last row? Nothing is changed."""
    rules.may_key(secret, ()).require()
    manifest = whole.look(source, secret)
    _may(manifest, replace=True, other_keys=True)
    whole.check(source, secret)
    return manifest


def restore_backup(*, source: Path, secret: str, replace: bool, other_keys: bool, at: datetime) -> Manifest:
    """Put a backup in place of what stands here. The guards are laid by the migration that must follow."""
    rules.may_key(secret, ()).require()
    manifest = whole.look(source, secret)
    _may(manifest, replace=replace, other_keys=other_keys)
    was_empty = whole.is_empty()
    whole.put(source, secret, aside="" if was_empty else f"before-{at:%Y-%m-%dT%H%M%S}")
    return manifest


@deed
def note_restored(actor: Actor, *, manifest: Manifest, at: datetime) -> int:
    """The outbox is as old as the backup: what waited in it asks a human now. Answers how many messages do."""
    with within(actor.scope(on=at.date())):
        undecided = sending.doubt_restored(actor, at=at)
        _note(actor, "backup.restored", manifest, digest="", at=at)
    return undecided


def _may(manifest: Manifest, *, replace: bool, other_keys: bool) -> None:
    rules.may_restore(
        manifest,
        engine=whole.engine(),
        known=whole.known_migrations(),
        keys=fingerprints(),
        other_keys=other_keys,
        is_empty=replace or whole.is_empty(),
        replace=replace,
    ).require()


@deed
def _note(actor: Actor, verb: str, manifest: Manifest, *, digest: str, at: datetime) -> None:
    if verb == rules.MADE:  # told on a page, without a search through the trail
        Setting.objects.update_or_create(name=verb, defaults={"value": manifest.began_at})
    note(actor, verb, at=at, began_at=manifest.began_at, rows=manifest.rows, digest=digest)
