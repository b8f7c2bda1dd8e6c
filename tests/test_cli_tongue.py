"""What the terminal says, in Chinese where the computer speaks it; no line lacks its Chinese."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import tree_of
from tests.test_web_language import FIELD, raised
from tests.web import make_database
from textmine.cli import main, tongue
from textmine.cli.tongue import CHINESE, say, speaks_chinese
from textmine.web.explaining import wordings
from textmine.web.language import table

CLI = CHINESE.parent
SAYS = ("console.print", "complain", "typer.BadParameter", "BadParameter", "TextmineError")
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_database(tmp_path / "cases.db")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.mark.parametrize(
    ("told", "is_chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_MESSAGES": "zh_TW", "LANG": "C"}, True),
        ({"TEXTMINE_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, False),
        ({"TEXTMINE_LANG": "zh", "LC_ALL": "C"}, True),
        ({}, False),
    ],
    ids=str,
)
def test_the_language_is_that_of_the_computer(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], is_chinese: bool
) -> None:
    for name in (tongue.OURS, *tongue.ASKED):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert speaks_chinese() is is_chinese


# ---- no line lacks its Chinese ----------------------------------------------------------------
def written(node: ast.expr) -> str | None:
    """What is printed as it stands in the program: a count in each hole, with its noun."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.FormattedValue(
            value=ast.Call(func=ast.Name("many"), args=[_, ast.Constant(thing)])
        ):
            return f"17 {thing}s"
        case ast.FormattedValue():
            return "17"
        case ast.JoinedStr(values=parts):
            return "".join(written(part) or "" for part in parts)
    return None


LEAST_LINES = 150  # fewer, and they were not found


def lines() -> Iterator[str]:
    """What the commands say, a figure in each hole."""
    for path in sorted(CLI.glob("*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in SAYS:
                head = "Invalid value: " if "BadParameter" in ast.unparse(node.func) else ""
                said = [text for each in node.args if (text := written(each))]
                yield from (head + text for text in said if re.search("[a-z]{2} [a-z]", text))


# Rules that we ship are ours to mend: nobody's command is wrong where one of them is.
OURS = re.compile(r"extract|fuzz")


def errors() -> Iterator[str]:
    """Every message that an error is raised with, in all of the program."""
    for path in sorted(CLI.parent.rglob("*.py")):
        if not OURS.search(str(path.relative_to(CLI.parent))):
            yield from (text for text in raised(path) if re.search("[a-z]{2} [a-z]", text))


@pytest.mark.usefixtures("chinese")
def test_every_line_is_said_in_chinese() -> None:
    said = sorted({*lines(), *errors()})
    assert len(said) > LEAST_LINES
    assert [line for line in said if not HAN.search(say(line))] == []


def heads() -> Iterator[str]:
    """The heads of all tables, and the columns that a loop over names adds."""
    for path in sorted(CLI.glob("*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Table":
                yield from (said for each in node.args if (said := written(each)))
            elif isinstance(node, ast.For) and "add_column" in ast.unparse(node.body[0]):
                names = ast.literal_eval(node.iter)
                yield from (each if isinstance(each, str) else each[0] for each in names)


SAME_IN_BOTH = {"MB", "f1"}


@pytest.mark.usefixtures("chinese")
def test_every_head_of_a_table_is_said_in_chinese() -> None:
    found = set(heads())
    assert {"indicator", "precision", "sure", "set aside", "part"} <= found
    assert sorted(head for head in found if not HAN.search(say(head))) == sorted(SAME_IN_BOTH)


def test_wordings_have_the_same_holes() -> None:
    assert [
        wording.chinese
        for wording in wordings(CHINESE)
        if not set(FIELD.findall(wording.chinese)) <= set(wording.pattern.groupindex)
    ] == []


def test_reasons_are_called_as_on_the_page() -> None:
    words = tomllib.loads(CHINESE.read_text(encoding="utf-8"))["words"]
    reasons = {key[7:]: both[0] for key, both in table().items() if key.startswith("reason.")}
    assert {name: words[name] for name in reasons} == reasons


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("1 article, 2,000 corrections, 0 baskets", "1 篇文章，2,000 处校订，0 个素材"),
        ("1 document was mined before and is unchanged", "1 个文件以前挖掘过，没有变动"),
        ("3 documents were mined before and are unchanged", "3 个文件以前挖掘过，没有变动"),
        ("934 metrics of 52 articles", "52 篇文章的 934 个指标"),
        (
            "a.db: is a folder; name the file of the case database",
            "a.db：是文件夹，请写明案例库文件",
        ),
        ("联建.txt", "联建.txt"),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_lines(english: str, said: str) -> None:
    assert say(english) == said


# ---- wrong use --------------------------------------------------------------------------------
WRONG = [
    (("mien", "x"), 2, "没有命令 'mien'，是不是 'mine'"),
    (("search",), 2, "缺少参数 'CASES.DB'"),
    (("search", "{db}", "--fromat", "x"), 2, "没有选项 --fromat"),
    (("search", "{db}", "x", "--limit", "abc"), 2, "'--limit' 的值不对"),
    (("export", "{db}", "--format", "xyz", "-o", "a"), 2, "'--format' 的值不对"),
    (("status", "{db}", "extra"), 2, "多出了参数：extra"),
    (("serve", "{db}", "--port"), 2, "后面要有值"),
    (("mine", "nothere", "--db", "new.db"), 2, "nothere 不存在"),
    (("mine", "."), 2, "请写明结果放在哪里"),
    (("export", "{db}", "-o", "x.abc"), 2, "请写明格式 --format"),
    (("search", "{db}", "x", "--year", "20x"), 2, "应写成 2010"),
    (("search", "{db}", "x", "--place", "没有这里"), 2, "没有这里：不是已知的地名"),
    (("search", "{db}", "x", "--pattern", "foo"), 2, "foo：没有这个模式；可用："),
    (("search", "nothere.db", "x"), 1, "nothere.db：不存在；用 textmine mine"),
    (("search", "{text}", "x"), 1, "不是案例库，或者已损坏"),
    (("search", "{folder}", "x"), 1, "是文件夹，请写明案例库文件"),
    (("show", "{db}", "p-000000000000"), 1, "p-000000000000：不在库里"),
    (("export", "{db}", "-o", "{folder}/none/x.csv"), 1, "无法写入：文件或文件夹不存在"),
    (("import", "{db}", "nothere.xlsx"), 1, "nothere.xlsx：不存在"),
    (("import", "{db}", "{text}"), 1, "无法导入：不是修改过的 Excel"),
    (("diff", "{text}", "{db}"), 1, "既不是导出的 JSONL，也不是案例库"),
    (("mine", "{folder}", "--db", "{folder}"), 1, "是文件夹，请写明案例库文件"),
    (("remove", "{db}", "none.txt"), 1, "none.txt：不是库里的文档"),
    (("backup", "{db}", "{text}"), 1, "已有这个文件，而且不是案例库的备份"),
    (("mine", "{folder}", "--db", "{db}", "--settings", "nix.toml"), 2, "nix.toml：不存在"),
    (("mine", "{folder}", "--db", "{db}", "--settings", "{settings}"), 2,
     "max_secs：没有这个设置项（[run]）；可用：max_memory_mb"),
    (("mine", "{folder}", "--db", "{db}", "--taxonomy", "nix.toml"), 2, "'nix.toml' 不存在"),
    (("mine", "{folder}", "--db", "{db}", "--model", "nix"), 2, "不是自带的模型"),
    (("mine", "{folder}", "--db", "{db}", "--since", "2020"), 2, "'2020' 应写成 '%Y-%m-%d'"),
    (("taxonomy", "--taxonomy", "{curly}"), 2, "第 1 行第 8 列：值写得不对（文字要放在英文引号"),
    (("train", "--corpus", "nix", "-o", "{folder}/m"), 1, "nix：不是文件夹"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "status", "told"), WRONG, ids=lambda value: str(value)[:40])
@pytest.mark.usefixtures("chinese")
def test_wrong_use_is_told_in_chinese(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    status: int,
    told: str,
) -> None:
    note = path.with_name("note.txt")
    note.write_text("笔记", encoding="utf-8")
    wrong = path.with_name("wrong.toml")
    wrong.write_text("[run]\nmax_secs = 5\n", encoding="utf-8")
    curly = path.with_name("curly.toml")
    curly.write_text("name = “治理”\n", encoding="utf-8")
    places = {
        "db": path, "text": note, "folder": path.parent, "settings": wrong, "curly": curly,
    }  # fmt: skip
    words = [word.format(**places) for word in command]
    monkeypatch.setattr("sys.argv", ["textmine", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = re.sub(r"[\s│]", "", capsys.readouterr().err)
    assert (ended.value.code, re.sub(r"\s", "", told) in said) == (status, True), said


def test_what_a_small_corpus_lacks_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    from textmine.cli.tongue import say
    from textmine.label.taxonomy import parse_taxonomy
    from textmine.label.training.cautions import cautions

    monkeypatch.setenv("TEXTMINE_LANG", "zh")
    codes = ("many", "few", "none")
    text = "".join(f'[[patterns]]\ncode = "{code}"\n' for code in codes)
    corpus = {"patterns": {"many": 30, "few": 2, "none": 0}, "examples": 32, "practices": 32}
    found = [
        say(line)
        for held in (0, 12)
        for line in cautions(
            parse_taxonomy(text.encode(), "own.toml"), {"corpus": corpus, "n": held, "top": 0.5}
        )
    ]
    assert len(found) == 8
    assert [line for line in found if "a" <= line[0] <= "z"] == []
