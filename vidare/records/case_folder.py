"""The folder from which a board's case system collects: a file and its description, and the receipts it leaves there.

One folder for each board, named by its code. The description comes last and whole, so that whoever sees it can read
the file beside it; what stands there already is written over with the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from vidare.rules.case_system import LONGEST_RECEIPT, Receipt, read_receipt

RECEIPT = ".receipt.json"


class CaseFolder:
    """Raises ``OSError`` where the folder cannot be written to: what waits goes on waiting."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)

    def put(self, board: str, key: UUID, *, file: bytes, description: str) -> None:
        where = self.root / board
        where.mkdir(parents=True, exist_ok=True)
        for name, content in ((f"{key}.pdf", file), (f"{key}.json", description.encode())):
            half = where / f".{name}.part"
            with half.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            half.replace(where / name)

    def receipts(self, board: str) -> Iterator[tuple[Path, Receipt | None]]:
        """Each receipt that lies there; None where it cannot be read, or is of another file than it is named for."""
        for path in sorted((self.root / board).glob(f"*{RECEIPT}")):
            said = path.read_bytes()[:LONGEST_RECEIPT].decode("utf-8", "replace")
            receipt = read_receipt(said)
            named = path.name.removesuffix(RECEIPT)
            yield path, receipt if receipt is not None and str(receipt.key) == named else None

    def done(self, path: Path) -> None:
        """A receipt that has been read is kept under another name."""
        path.replace(path.with_name(path.name.removesuffix(RECEIPT) + ".received.json"))
