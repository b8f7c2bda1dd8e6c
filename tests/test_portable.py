"""Nothing in the package assumes a system: not its encoding, its signals, or its file names."""

from __future__ import annotations

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sources import breaks

ROOT = Path(__file__).parents[1]
# Open text unless told otherwise, and then in the encoding of the system.
OPENERS = {"open", "read_text", "write_text", "NamedTemporaryFile", "TemporaryFile", "fdopen"}
# Modules and names that Windows lacks.
POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "readline", "syslog"}
POSIX_NAMES = {
    "fork", "forkpty", "getuid", "geteuid", "getgid", "setuid", "killpg", "setsid", "mkfifo",
    "chown", "getloadavg", "sched_getaffinity", "SIGKILL", "SIGALRM", "SIGHUP", "setitimer",
    "alarm", "nice", "uname",
}  # fmt: skip
# `CaseDatabase.open` and the like open no text.
OWN = {"CaseDatabase", "Image", "builder", "self", "archive", "file", "type", "webbrowser"}


def calls(tree: ast.Module) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def opens_text(call: ast.Call) -> bool:
    """Whether a call opens text without saying in which encoding."""
    if name_of(call) not in OPENERS or any(word.arg == "encoding" for word in call.keywords):
        return False
    modes = [a.value for a in call.args if isinstance(a, ast.Constant)]
    modes += [w.value.value for w in call.keywords if isinstance(w.value, ast.Constant)]
    if any(isinstance(mode, str) and "b" in mode for mode in modes):
        return False
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        while isinstance(owner, ast.Attribute | ast.Call):
            owner = owner.value if isinstance(owner, ast.Attribute) else owner.func
        return not (isinstance(owner, ast.Name) and owner.id in OWN)
    return True


def test_every_text_file_is_opened_in_its_encoding() -> None:
    assert breaks(lambda tree: [call.lineno for call in calls(tree) if opens_text(call)]) == {}


WRITERS = {"open", "fdopen", "NamedTemporaryFile"}


def ends_lines_its_own_way(call: ast.Call) -> bool:
    """Whether a call writes text with the ends of lines of the system."""
    modes = [a.value for a in call.args if isinstance(a, ast.Constant)]
    modes += [
        w.value.value
        for w in call.keywords
        if w.arg == "mode" and isinstance(w.value, ast.Constant)
    ]
    writes = any(isinstance(m, str) and re.fullmatch("[wax]t?[+]?", m) for m in modes)
    if name_of(call) != "write_text" and not (name_of(call) in WRITERS and writes):
        return False
    return not any(word.arg == "newline" for word in call.keywords)


def test_what_is_written_is_the_same_on_every_system() -> None:
    own = breaks(lambda tree: [c.lineno for c in calls(tree) if ends_lines_its_own_way(c)])
    assert own == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("path.write_text(text, encoding='utf-8')", True),
        ("path.open('w', encoding='utf-8')", True),
        ("open(name, mode='a')", True),
        ("path.open('w', newline='')", False),
        ("path.write_text(text, newline='\\n')", False),
        ("path.open('wb')", False),
        ("path.open(encoding='utf-8')", False),
    ],
)
def test_what_counts_as_ends_of_lines_of_the_system(line: str, found: bool) -> None:
    (call,) = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)]
    assert ends_lines_its_own_way(call) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("path.open()", True),
        ("path.read_text()", True),
        ("open(name, 'w')", True),
        ("path.write_text(text)", True),
        ("path.open('rb')", False),
        ("open(name, mode='wb')", False),
        ("path.open('w', encoding='utf-8')", False),
        ("CaseDatabase.open(path)", False),
    ],
)
def test_what_counts_as_opened_without_an_encoding(line: str, found: bool) -> None:
    (call,) = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)]
    assert opens_text(call) is found


def of_one_system(tree: ast.Module) -> set[str]:
    """What a module imports or uses that Windows lacks."""
    imported: set[str] = set()
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("os", "signal"):
            used.add(node.attr)
    return (imported & POSIX_MODULES) | (used & POSIX_NAMES)


def test_nothing_is_of_one_system_only() -> None:
    assert breaks(of_one_system) == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import fcntl", {"fcntl"}),
        ("from pwd import getpwnam", {"pwd"}),
        ("os.fork()", {"fork"}),
        ("signal.signal(signal.SIGTERM, stop)", set()),
    ],
)
def test_what_counts_as_of_one_system(code: str, found: set[str]) -> None:
    assert of_one_system(ast.parse(code)) == found


# ---- a console of code page 936, and a folder as offices have it ---------------------------------
FOLDER = "张三 的桌面/党建材料 (2024)"
REPORT = (ROOT / "corpora/reports/sichuan-library.txt").read_text(encoding="utf-8")
REPORT += "㛃䶮两村率先试点。\n"  # characters that GBK lacks


@dataclass(frozen=True)
class Console:
    """The variables of a system that speaks GBK, and how it writes names of files."""

    variables: dict[str, str]
    names: str

    def name(self, name: str) -> str:
        """A name of a file as this process has to write it for that system."""
        return os.fsdecode(name.encode(self.names))

    def run(self, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [os.fsencode(sys.executable), b"-m", b"textmine"]
        command += [argument.encode(self.names) for argument in arguments]
        return subprocess.run(
            command, cwd=cwd, env=self.variables, capture_output=True, check=False
        )


@pytest.fixture(scope="module")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> Console:
    """With a locale of its own where one can be made, else with streams in GBK only."""
    folder = tmp_path_factory.mktemp("locale")
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    variables |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "PYTHONPATH": str(ROOT)}
    if maker := shutil.which("localedef"):
        command = [maker, "-f", "GBK", "-i", "zh_CN", str(folder / "zh_CN.GBK")]
        subprocess.run(command, check=False, capture_output=True)
    if (folder / "zh_CN.GBK").is_dir():
        return Console(variables | {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GBK"}, "gbk")
    return Console(variables | {"LC_ALL": "C.UTF-8"}, "utf-8")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, gbk: Console) -> Path:
    """A folder with a Chinese name and spaces, in which reports were mined in two processes."""
    home = tmp_path_factory.mktemp("office") / gbk.name(FOLDER)
    reports = home / gbk.name("案例 材料")
    reports.mkdir(parents=True)
    files = {
        "三河镇 汇报.txt": REPORT.encode("gb18030"),
        "二号 甲.txt": REPORT.replace("三河", "白杨").encode("utf-8"),
        "坏的.docx": b"PK\x03\x04 no more",
    }
    for name, content in files.items():
        (reports / gbk.name(name)).write_bytes(content)
    run = gbk.run(home, "mine", "案例 材料", "--db", "案例 库.db", "--workers", "2")
    shown = run.stderr.decode("gbk")
    assert run.returncode == 3, shown
    assert "坏的.docx" in shown
    return home


COMMANDS = [
    (["search", "案例 库.db", "结对"], "三河镇"),
    (["search", "案例 库.db", "结对", "--json"], "三河镇"),
    (["status", "案例 库.db"], "坏的.docx"),
    (["metrics", "案例 库.db", "--indicator", "社区党支部", "--all"], "2"),
    (["places", "三河镇在山东省寿光市"], "寿光市"),
    (["doctor"], "spacy"),
    (["export", "案例 库.db", "-o", "导出 一.xlsx"], ""),
    (["export", "案例 库.db", "-o", "导出 一.csv"], ""),
    (["export", "案例 库.db", "-o", "导出 一.jsonl"], ""),
    (["mine", "案例 材料/三河镇 汇报.txt", "--format", "jsonl", "-o", "记录 一.jsonl"], ""),
]


@pytest.mark.parametrize(("arguments", "shown"), COMMANDS, ids=lambda x: str(x)[:40])
def test_commands_on_a_console_of_code_page_936(
    gbk: Console, office: Path, arguments: list[str], shown: str
) -> None:
    run = gbk.run(office, *arguments)
    assert run.returncode == 0, run.stderr.decode("gbk")
    assert shown in run.stdout.decode("gbk")


@pytest.mark.parametrize("name", ["导出 二.csv", "导出 二.jsonl"])
def test_what_is_written_is_utf8_whatever_the_console(
    gbk: Console, office: Path, name: str
) -> None:
    run = gbk.run(office, "export", "案例 库.db", "-o", name)
    assert run.returncode == 0, run.stderr.decode("gbk")
    for written in (name, f"{name}.codebook.md"):
        text = (office / gbk.name(written)).read_text(encoding="utf-8")
        assert "三河镇" in text or written != name


def test_the_console_speaks_code_page_936(gbk: Console) -> None:
    """What the tests above prove rests on this: streams, files and names are GBK by default."""
    if gbk.names != "gbk":
        pytest.skip("no locale can be made here")
    asked = (
        "import locale, sys; print(locale.getencoding(), sys.getfilesystemencoding(), '\\u6c49')"
    )
    command = [sys.executable, "-c", asked]
    run = subprocess.run(command, env=gbk.variables, capture_output=True, check=True)
    assert run.stdout.decode("gbk").split() == ["GBK", "gbk", "汉"]


def test_files_in_a_chinese_folder_have_chinese_names_in_bytes(gbk: Console, office: Path) -> None:
    made = {os.fsencode(path.name) for path in office.iterdir()}
    assert "案例 库.db".encode(gbk.names) in made


def test_an_office_compiles_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    module = site / "compiled_once.py"
    module.write_text("ANSWER = 'as packed'\n", encoding="utf-8")
    version = ".".join(map(str, sys.version_info[:2]))
    runpy.run_path(str(ROOT / "deploy" / "windows.py"))["precompile"](site, version)
    # An unpacker gives the sources another time; even another text would not be compiled.
    module.write_text("ANSWER = 'compiled again'\n", encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", "import compiled_once as c; print(c.ANSWER)"],
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "as packed"
