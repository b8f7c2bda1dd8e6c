"""docs/: commands and options exist, snippets run, links resolve, made parts are up to date."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from textmine.cli.commands import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
CHINESE = [name for name in PAGES if not name.endswith(".en.md")]
MOST_BYTES = 150_000  # of a picture
# Enough of the demo reports for every snippet to find what it asks for.
REPORTS = (
    "sichuan-library.txt", "party-compilation.txt", "gansu-news.html", "yaoan-plan.txt",
    "yichang-survey.pdf",
)  # fmt: skip
# They listen, ask for a password or go to the network: looked at, not run.
UNRUN = {"serve", "account", "fetch"}


def load_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MAKER = load_maker()


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def snippets(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", read(name), re.DOTALL | re.MULTILINE)


def commands_of(name: str) -> list[list[str]]:
    """The command lines of a page, each cut into words."""
    lines = [line for part in snippets(name, "sh") for line in part.splitlines() if line]
    return [shlex.split(line.partition(" > ")[0]) for line in lines]


# ---- both languages -----------------------------------------------------------------------------
def test_every_page_has_its_pair() -> None:
    pairs = {name.removesuffix(".md") + ".en.md" for name in CHINESE}
    assert pairs == set(PAGES) - set(CHINESE)


@pytest.mark.parametrize("name", CHINESE)
@pytest.mark.parametrize("language", ["sh", "python"])
def test_both_languages_have_the_same_snippets(name: str, language: str) -> None:
    assert snippets(name, language) == snippets(name.replace(".md", ".en.md"), language)


# ---- made parts ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PAGES)
def test_made_parts_are_up_to_date(name: str) -> None:
    """Where this fails, run: python docs/make_reference.py."""
    assert read(name) == MAKER.with_blocks(DOCS / name)


@pytest.mark.parametrize("block", sorted(MAKER.BLOCKS))
def test_every_block_stands_in_both_languages(block: str) -> None:
    holders = [name for name in PAGES if f"<!-- {block} -->\n" in read(name)]
    assert len(holders) == 2


# ---- commands -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", PAGES)
def test_commands_and_options_exist(name: str) -> None:
    known = MAKER.commands()
    for program, command, *rest in commands_of(name):
        assert program == "textmine"
        assert command in known
        options = {n for p in MAKER.parameters(known[command]) if p.option for n in p.names}
        assert {word for word in rest if re.match(r"--?[a-z]", word)} <= options


# The commands of the reference are examples of files that nobody has.
RUNNABLE = [
    name
    for name in CHINESE
    if name != "reference.md" and (commands_of(name) or snippets(name, "python"))
]


@pytest.mark.parametrize("name", RUNNABLE)
def test_snippets_run(
    warm_workers: None, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of a page in the order in which they stand, in a folder of their own."""
    furnish(tmp_path)
    monkeypatch.chdir(tmp_path)
    for _, command, *rest in commands_of(name):
        if command in UNRUN:
            continue
        result = CliRunner().invoke(app, [command, *rest])
        assert result.exit_code == 0, f"{command} {rest}: {result.output} {result.exception}"
    for snippet in snippets(name, "python"):
        exec(compile(snippet, name, "exec"), {"__name__": "__main__"})


def furnish(folder: Path) -> None:
    """Lay the files out that the snippets name."""
    corpora = folder / "corpora"
    (corpora / "reports").mkdir(parents=True)
    for report in REPORTS:
        shutil.copy(ROOT / "corpora/reports" / report, corpora / "reports")
    shutil.copytree(ROOT / "corpora/gold/reports", corpora / "gold/reports")
    shutil.copytree(ROOT / "corpora/governance", corpora / "governance")
    pages = folder / "pages"
    pages.mkdir()
    shutil.copy(ROOT / "corpora/reports/zhongning-gov.html", pages)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("name", PAGES)
def test_scripts_are_read_by_the_shell(name: str) -> None:
    for snippet in snippets(name, "bash"):
        read_only = subprocess.run(["bash", "-n"], input=snippet, text=True, capture_output=True)
        assert (read_only.returncode, read_only.stderr) == (0, "")


def test_the_script_for_slurm_is_the_same_in_both_languages() -> None:
    chinese, english = (
        [re.sub(r" +# .*", "", line) for line in snippets(name, "bash")[1].splitlines()]
        for name in ("cluster.md", "cluster.en.md")
    )
    assert chinese == english
    assert "#SBATCH" in "\n".join(chinese)


@pytest.mark.parametrize("name", PAGES)
def test_toml_reads(name: str) -> None:
    for snippet in snippets(name, "toml"):
        assert tomllib.loads(snippet)


# ---- links --------------------------------------------------------------------------------------
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"`((?:tests|docs|corpora|models)/[\w./-]+)`")


def anchors(name: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", read(name), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", PAGES)
def test_links_resolve(name: str) -> None:
    for link in LINK.findall(read(name)):
        if link.startswith("http"):
            continue
        target, _, anchor = unquote(link).partition("#")
        assert (DOCS / target).exists(), link
        assert not anchor or anchor in anchors(target or name), link


@pytest.mark.parametrize("name", PAGES)
def test_files_that_are_named_exist(name: str) -> None:
    assert [path for path in FILE.findall(read(name)) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", sorted(DOCS.glob("pictures/*.png")), ids=lambda path: path.name)
def test_pictures_are_small_and_shown_in_both_languages(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    assert sum(f"(pictures/{path.name})" in read(name) for name in PAGES) == 2
