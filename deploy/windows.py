"""Puts together what an office without internet unpacks: Python, textmine and a start file.

    python deploy/windows.py wheels wheels     # needs the network or a mirror
    python deploy/windows.py check wheels      # needs none
    python deploy/windows.py zip wheels --embedded python-3.11.9-embed-amd64.zip

`wheels` downloads what textmine needs as wheels for 64-bit Windows and builds those that their
authors publish as sources only (pure Python all). `check` resolves textmine from that folder alone,
as a Python on Windows would. `zip` lays everything out beside the "embeddable package" of
python.org, which is no package of an index and has to be given as a file. Nothing here runs on the
target: there is no installer, nothing is written outside the folder, no administrator is needed.
"""

from __future__ import annotations

import argparse
import compileall
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PLATFORM = "win_amd64"
# Published as sources only, and pure Python: a wheel built anywhere serves everywhere.
SOURCES = ("jieba", "opencc-python-reimplemented")
SITE = "Lib/site-packages"
# spaCy needs Microsoft's C++ runtime, which neither Windows nor Python's package brings;
# scikit-learn's wheel does, and it may be passed on beside a program.
RUNTIME = "sklearn/.libs/msvcp140.dll"
TESTS = re.compile(r"[/\\]tests?[/\\]")  # of libraries: nobody runs them in an office
START = """\
@echo off
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHONDONTWRITEBYTECODE=1
cd /d "%~dp0"
echo textmine: keep this window open while you work; close it to end.
"%~dp0python\\python.exe" -m textmine serve cases.db --open
if errorlevel 1 pause
"""
COMMAND = """\
@echo off
set PYTHONUTF8=1
"%~dp0python\\python.exe" -m textmine %*
"""
README = """\
textmine

1. 把整个压缩包解压到您有权写入的文件夹，例如“文档\\textmine”。路径里可以有中文和空格。
2. 双击“start.bat”（打开网页）。第一次要等十几秒。
3. 在网页的“上传”里放入材料。案例库是同一文件夹里的 cases.db，备份时连同 cases.db.files 一起复制。
4. 要处理整个文件夹：在这里打开命令行，输入
   textmine mine "D:\\材料" --db cases.db

全过程不联网，不写注册表；删除文件夹就是卸载。

Unpack everything into a folder that you may write to, then double-click start.bat.
"""


def target(python: str) -> list[str]:
    """What tells pip for which machine to choose."""
    return ["--platform", PLATFORM, "--python-version", python, "--implementation", "cp",
            "--only-binary=:all:"]  # fmt: skip


def pip(*arguments: str) -> None:
    """Run pip of this Python; ends the script with pip's own words if it fails."""
    command = [sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check", "-q"]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"pip failed: {' '.join(arguments)}")


def collect(folder: Path, python: str) -> None:
    """Fill *folder* with the wheels of textmine and all that it needs."""
    folder.mkdir(parents=True, exist_ok=True)
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), *SOURCES, str(ROOT))
    download = ["download", "--dest", str(folder), "--find-links", str(folder), *target(python)]
    pip(*download, str(own_wheel(folder)))
    # pip asks for the packages of the system that it runs on: what only Windows needs comes here.
    while missing := resolve(folder, python)[1]:
        pip(*download, *missing)


def own_wheel(folder: Path) -> Path:
    """The wheel of textmine in *folder*."""
    wheels = sorted(folder.glob("textmine-*.whl"))
    if not wheels:
        raise SystemExit(f"no textmine-*.whl in {folder}; run: python deploy/windows.py wheels")
    return wheels[-1]


def resolve(folder: Path, python: str) -> tuple[list[Path], list[str]]:
    """The wheels of *folder* that Windows needs, and the requirements that none of them meets."""
    environment = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
        "platform_machine": "AMD64", "python_version": python, "extra": "",
        "python_full_version": f"{python}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }  # fmt: skip
    fit = fitting(folder, python)
    chosen: dict[str, Path] = {}
    missing: list[str] = []
    waiting = [Requirement("textmine")]
    while waiting:
        wanted = waiting.pop()
        if wanted.marker and not wanted.marker.evaluate(environment):
            continue
        name = canonicalize_name(wanted.name)
        versions = [v for v in fit.get(name, {}) if wanted.specifier.contains(v, prereleases=True)]
        if not versions:
            missing.append(f"{wanted.name}{wanted.specifier}")
        elif name not in chosen:
            chosen[name] = fit[name][max(versions)]
            waiting += requirements(chosen[name])
    return sorted(chosen.values()), sorted(set(missing))


def fitting(folder: Path, python: str) -> dict[str, dict[Version, Path]]:
    """The wheels of *folder* that a Python on Windows may use, by name and version."""
    version = tuple(map(int, python.split(".")))
    tags = {*cpython_tags(version, platforms=[PLATFORM]),
            *compatible_tags(version, platforms=[PLATFORM])}  # fmt: skip
    found: dict[str, dict[Version, Path]] = {}
    for path in folder.glob("*.whl"):
        name, number, _, supported = parse_wheel_filename(path.name)
        if supported & tags:
            found.setdefault(name, {})[number] = path
    return found


def requirements(wheel: Path) -> list[Requirement]:
    """What a wheel says that it needs."""
    with zipfile.ZipFile(wheel) as archive:
        name = min((n for n in archive.namelist() if n.endswith(".dist-info/METADATA")), key=len)
        words = message_from_bytes(archive.read(name))
    return [Requirement(text) for text in words.get_all("Requires-Dist", [])]


def check(folder: Path, python: str) -> list[Path]:
    """The complete set of wheels; ends the script if *folder* does not hold it."""
    chosen, missing = resolve(folder, python)
    if missing:
        raise SystemExit(f"no wheel for {PLATFORM}, Python {python}, in {folder}: {missing}")
    print(f"{len(chosen)} wheels: complete for {PLATFORM}, Python {python}")
    return chosen


def build(folder: Path, embedded: Path, python: str, out: Path) -> None:
    """Write the ZIP that an office unpacks."""
    with tempfile.TemporaryDirectory() as made:
        top = Path(made) / "textmine"
        home = top / "python"
        with zipfile.ZipFile(embedded) as archive:
            archive.extractall(home)
        let_python_see(home, SITE)
        pip("install", "--no-index", "--no-deps", "--no-compile", "--target", str(home / SITE),
            *target(python), *map(str, check(folder, python)))  # fmt: skip
        precompile(home / SITE, python)
        shutil.copy(home / SITE / RUNTIME, home)
        for name, text in (("start.bat", START), ("textmine.bat", COMMAND)):
            (top / name).write_text(text, encoding="ascii", newline="\r\n")
        # With a mark, so that old editors of Windows read it as UTF-8.
        (top / "README.txt").write_text(README, encoding="utf-8-sig", newline="\r\n")
        pack(Path(made), out)
    print(f"{out}: {out.stat().st_size / 1e6:.0f} MB")


def precompile(site: Path, python: str) -> None:
    """Compile all modules once, here: on the target nobody writes into the folder.

    The code is good whatever time an unpacker gives the sources. Only the same version of Python
    can make it.
    """
    own = ".".join(map(str, sys.version_info[:2]))
    if own != python:
        print(f"not compiled: each start takes twice as long. Run this with Python {python}")
        return
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(site, rx=TESTS, quiet=2, stripdir=site, invalidation_mode=unchecked)


def let_python_see(home: Path, site: str) -> None:
    """Add the packages to the list of paths that an embedded Python looks in."""
    lists = list(home.glob("python*._pth"))
    if not lists:
        raise SystemExit("no python*._pth: give the 'Windows embeddable package' of python.org")
    lines = lists[0].read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    text = "\n".join([*kept, site.replace("/", "\\"), "import site"]) + "\n"
    lists[0].write_text(text, encoding="utf-8", newline="\r\n")


def pack(folder: Path, out: Path) -> None:
    """All files of *folder* in one ZIP, in a fixed order."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("task", choices=("wheels", "check", "zip"))
    parser.add_argument("folder", type=Path, help="of the wheels")
    parser.add_argument("--python", default="3.11", help="version of Python on Windows")
    parser.add_argument("--embedded", type=Path, help="python-3.11.X-embed-amd64.zip")
    parser.add_argument("-o", "--out", type=Path, default=Path("textmine-windows.zip"))
    given = parser.parse_args()
    if given.task == "wheels":
        collect(given.folder, given.python)
        check(given.folder, given.python)
    elif given.task == "check":
        check(given.folder, given.python)
    elif given.embedded is None:
        parser.error("zip needs --embedded python-3.11.X-embed-amd64.zip of python.org")
    else:
        build(given.folder, given.embedded, given.python, given.out)


if __name__ == "__main__":
    main()
