"""The addresses of our style, scripts and pictures: with the print of their content, worked out once in a process."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Kept(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """What stands in the manifest changes with the program only."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        if force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]
