"""The table of strings: complete, used, and in both languages with the same figures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sources import tree_of
from textmine.acquire.extracted import DAMAGED
from textmine.acquire.media import ADVICE
from textmine.label.taxonomy import Pattern, parse_taxonomy
from textmine.store.file.connect import EXPLAINED
from textmine.store.words.naming import Naming
from textmine.web import language
from textmine.web.explaining import wordings
from textmine.web.language import Speaker, table

NAMING = Naming(
    parse_taxonomy(
        """
        [[patterns]]
        code = "pair"
        zh = "结对"
        en = "Pairs"
        cues = ["结亲"]
        examples = ["两村结成对子。"]
        subtypes = [{ code = "far", zh = "跨省结对", en = "Far pairs" }]
        [[patterns]]
        code = "talk"
        zh = "议事"
        [[patterns]]
        code = "books"
        zh = "账目"
        cues = ["账本"]
        """.encode(),
        "own.toml",
    ),
    others=(
        parse_taxonomy(
            """
            patterns = [{ code = "chain", zh = "链条", en = "Chain" }, { code = "x" }]
            """.encode(),
            "old.toml",
        ),
    ),
)
WEB = Path(language.__file__).parent
FIELD = re.compile(r"\{(\w+)\}")
USED = re.compile(r"""\b(?:t|say)\(\s*["']([a-z_]+\.[a-z_]+)["'](?!\s*~)""")
# Groups whose strings are named by a value of a record, a filter or a rule.
BY_VALUE = frozenset(
    "order facet status has_metric genre modifier change level role nav unit excluded kept reason "
    "field event suspect wrong said media file".split()
)


def sources() -> str:
    files = [*WEB.rglob("*.py"), *(WEB / "pages").glob("*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_both_languages() -> None:
    assert [key for key, (chinese, english) in table().items() if not (chinese and english)] == []
    assert [
        key
        for key, (chinese, english) in table().items()
        if set(FIELD.findall(chinese)) != set(FIELD.findall(english))
    ] == []


def test_every_string_that_is_used_is_there() -> None:
    assert sorted(set(USED.findall(sources())) - set(table())) == []


def test_every_string_is_used() -> None:
    text = sources()
    unused = [key for key in table() if key not in text and key.partition(".")[0] not in BY_VALUE]
    assert [key for key in unused if not key.startswith(("search.widened", "article.han"))] == []


def test_every_told_thing_has_its_words() -> None:
    lines = [line for line in sources().splitlines() if "seen(" in line]
    told = {key for line in lines for key in re.findall(r'"(\w+)"', line)} - {"note"}
    words = {key.partition(".")[2] for key in table() if key.startswith("said.")}
    assert told | {"saved", "same"} == words


def test_no_chinese_in_templates() -> None:
    for file in (WEB / "pages").glob("*.html"):
        found = re.findall(r"[\u4e00-\u9fff]+", file.read_text(encoding="utf-8"))
        assert found == [], file.name


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        (Speaker("zh")("search.found", n=1200), "找到 1,200 个做法"),
        (Speaker("en")("search.found", n=3), "Practices found: 3"),
        (Speaker("zh", NAMING).code("pair"), "结对"),
        (Speaker("en", NAMING).code("pair"), "Pairs"),
        (Speaker("zh", NAMING).code("chain"), "链条（不在分类表）"),
        (Speaker("en", NAMING).code("chain"), "Chain (not in the taxonomy)"),
        (Speaker("en", NAMING).code("unheard_of"), "unheard_of (not in the taxonomy)"),
        (Speaker("en").code("pair"), "pair"),  # nobody knows the taxonomy
        (Speaker("zh", NAMING).facet("subtype", "far"), "跨省结对"),
        (Speaker("zh", NAMING).words_to_find(), "结亲　议事　“账本”　-试点"),
        (Speaker("en").words_to_find(), "Words to look for"),
        (Speaker("zh", NAMING).task_to_paste(), "例如：两村结成对子。"),
        (Speaker("zh").task_to_paste(), "任务、通知或草稿里的一段话"),
        (Speaker("zh").facet("place", "37"), "山东省"),
        (Speaker("zh").facet("genre", "plan"), "方案"),
        (Speaker("zh").facet("source", "news"), "news"),
    ],
)
def test_saying(spoken: str, said: str) -> None:
    assert spoken == said


@pytest.mark.parametrize(
    ("said", "in_english", "expected"),
    [("zh", "A pair", "结对"), ("en", "A pair", "A pair"), ("en", "", "结对")],
)
def test_definition_of_a_pattern(said: language.Language, in_english: str, expected: str) -> None:
    pattern = Pattern(code="pair", zh="", en="", definition="结对", definition_en=in_english)
    assert Speaker(said).definition(pattern) == expected


# What is raised below the page, or kept beside a document that was set aside.
BELOW = ("acquire", "clean", "mine", "run", "store", "web")
# What only a command line meets: the crawler's and the tables of sites, ports and accounts.
APART = re.compile(r"crawl|selectors|sites|accounts|options|opening|log\.py")
ERROR = re.compile(r"[A-Z]\w+Error")
MESSAGE = re.compile(r"message|advice|NEED_OCR|NO_OCR|NO_TEXT")


def written(node: ast.expr) -> str | None:
    """A message as it stands in the program, a figure in each hole; None for a name."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "17" for part in node.values
        )
    return None


def raised(path: Path) -> Iterator[str]:
    """The messages of the errors that a module makes."""
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Assign(targets=[name], value=said) if MESSAGE.fullmatch(ast.unparse(name)):
                yield written(said) or ""
            case ast.Call(func=name, args=[_, said]) if ERROR.fullmatch(ast.unparse(name)):
                yield written(said) or ""


LEAST_MESSAGES = 100  # fewer, and they were not found


@cache
def messages() -> list[str]:
    files = [path for name in BELOW for path in (WEB.parent / name).rglob("*.py")]
    said = {
        text
        for path in files
        if not APART.search(str(path.relative_to(WEB.parent)))
        for text in raised(path)
    }
    said |= {*ADVICE.values(), *(explained for _, explained in EXPLAINED)}
    return sorted(text for text in said if re.search("[a-z] [a-z]", text))


def quoting() -> Iterator[str]:
    """The errors that readers raise in the words of the exception that they caught."""
    for path in (WEB.parent / "acquire").rglob("*.py"):
        if APART.search(str(path.relative_to(WEB.parent))):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                said = {name.id for each in node.exc.args for name in ast.walk(each)
                        if isinstance(name, ast.Name)}  # fmt: skip
                if "error" in said and "strerror" not in ast.unparse(node):
                    yield f"{path.name}:{node.lineno}"


def test_no_reader_speaks_in_the_words_of_an_exception() -> None:
    assert list(quoting()) == []


def test_every_error_is_said_in_chinese() -> None:
    chinese, english = Speaker("zh"), Speaker("en")
    assert len(messages()) > LEAST_MESSAGES
    assert [m for m in messages() if not re.search("[\u4e00-\u9fff]", chinese.error(m))] == []
    assert [m for m in messages() if english.error(m) != m] == []


def test_wordings_have_the_same_holes() -> None:
    assert [
        wording.chinese
        for wording in wordings()
        if not set(FIELD.findall(wording.chinese)) <= set(wording.pattern.groupindex)
    ] == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("is a damaged PDF: Data format error", "PDF 已损坏"),  # kept by an older version
        (f"a.xls: {DAMAGED}", "a.xls：文档已损坏或不完整；请重新获取，或打开后另存"),
        ("cannot be written: Permission denied", "无法写入：没有权限"),
        ("a.xlsx 第3行: is not a number", "a.xlsx 第3行：不是数字"),
        ("a: b.docx: needs a password; save it without one", "a: b.docx：有密码，请去掉密码另存"),
        ("something else", "something else"),
        ("", ""),
    ],
)
def test_errors_in_chinese(message: str, said: str) -> None:
    assert Speaker("zh").error(message) == said
