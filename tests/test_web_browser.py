"""The page in a real Chromium: what people do, at a desk, on a phone, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.browser import CHROMIUM, FLAGS
from tests.test_web_uploading import REPORT
from tests.web import listening, make_database, outcomes

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 256}  # a screen of 1280 at 400 %

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that listens, over a database of its own."""
    with listening(make_database(tmp_path_factory.mktemp("web") / "cases.db")) as opened:
        yield opened


Open = Callable[..., Any]


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Open]:
    """Opens a page of ours; fails where it says something on the console.

    What Chromium itself says there of an answer that is *refused* is expected.
    """
    contexts, said = [], []

    def open_tab(path: str = "/", *, refused: bool = False, **options: Any) -> Any:
        context = browser.new_context(base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        expected = "Failed to load resource: the server responded with a status of 4"
        page.on(
            "console",
            lambda message: (
                (refused and message.text.startswith(expected)) or said.append(message.text)
            ),
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert said == []


def fits(page: Any) -> bool:
    """Whether nothing stands beside the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_search_facet_and_open(tab: Open) -> None:
    page = tab()
    page.fill("#q", "联建")
    page.keyboard.press("Enter")
    playwright.expect(page.locator(".card mark", has_text="联建").first).to_be_visible()
    assert page.locator(".card").count() == 4
    page.locator(".filters a", has_text="流动党员管理").click()
    assert page.locator(".card h2").all_inner_texts() == ["春节谈心"]
    page.locator(".chips a").first.click()
    page.locator(".card h2 a", has_text="村企联建").first.click()
    assert page.locator("h1").inner_text() == "村企联建"


def test_highlight_and_evidence(tab: Open) -> None:
    page = tab("/?q=村企联建")
    page.locator(".card .from a").first.click()
    metric = page.locator("a.m", has_text="12家龙头企业")
    assert metric.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"
    metric.click()
    assert page.locator(".evidence mark").inner_text() == "12家龙头企业"
    assert page.locator(".evidence").is_visible()
    page.locator("label[for=see-m]").click()
    quiet = page.locator("a.m", has_text="党总支8个")
    assert quiet.evaluate("e => getComputedStyle(e).borderBottomStyle") == "none"


def test_correct_and_undo(tab: Open) -> None:
    page = tab("/?q=支部建在社上")
    page.locator(".card h2 a").first.click()
    page.locator("summary", has_text="校订这条做法").click()
    page.locator(".grid input[name=name]").first.fill("合作社支部")
    page.get_by_role("button", name="保存校订").click()
    assert page.locator("h1").inner_text() == "合作社支部"
    page.get_by_role("button", name="撤销").click()
    assert page.locator("h1").inner_text() == "支部建在社上"


def test_the_queue_is_answered_by_single_keys(tab: Open) -> None:
    page = tab("/review?kind=metric")
    cards = page.locator("#queue .card")
    first, second, third = (cards.nth(n).get_attribute("id") for n in range(3))

    def press(key: str) -> list[str]:
        with page.expect_navigation():
            page.keyboard.press(key)
        return [card.get_attribute("id") for card in cards.all()]

    assert press("1") == [second, third]
    assert press("4") == [third, second]
    assert press("3") == [second]
    assert press("0") == [third, second]
    page.keyboard.press("2")
    field = page.locator(".card").first.locator("input[name=indicator]")
    assert field.evaluate("e => e === document.activeElement")
    page.keyboard.type("改过的1")  # a figure in a field answers nothing
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "已核对 2 / 3" in page.locator("#queue .progress").inner_text()
    page.keyboard.press("Control+1")
    for left in ([third, second], [second, third], [first, second, third]):
        assert press("0") == left
    assert "没有" not in page.locator(".said").inner_text()


def test_selected_words_become_a_practice(tab: Open) -> None:
    page = tab("/?q=村企联建")
    page.locator(".card .from a").first.click()
    page.evaluate(
        "() => { const block = document.querySelector('.text [data-at]'); const range = "
        "document.createRange(); range.selectNodeContents(block); "
        "document.getSelection().removeAllRanges(); document.getSelection().addRange(range); }"
    )
    page.locator(".taking [data-takes=add]").click()
    words = page.locator("#add textarea").input_value()
    assert words.startswith("寿光市近年来")
    page.fill("#add input[name=name]", "选出来的做法")
    page.locator("#add input[value=joint_build]").check()
    page.locator("#add").get_by_role("button", name="添加").click()
    assert page.locator("h1").inner_text() == "选出来的做法"


def test_selected_words_become_a_metric(tab: Open) -> None:
    page = tab("/?q=村企联建")
    page.locator(".card .from a").first.click()
    known = page.locator(".records .found.plain li").count()
    page.evaluate(
        "() => { const block = document.querySelector('.text [data-at]'); const range = "
        "document.createRange(); range.selectNodeContents(block); "
        "document.getSelection().removeAllRanges(); document.getSelection().addRange(range); }"
    )
    page.locator(".taking [data-takes=add-metric]").click()
    page.fill("#add-metric input[name=indicator]", "漏掉的指标")
    page.fill("#add-metric input[name=value]", "3.5万")
    page.fill("#add-metric input[name=unit]", "户")
    page.locator("#add-metric").get_by_role("button", name="添加").click()
    assert page.locator(".records .found.plain li").count() == known + 1
    assert "漏掉的指标" in page.locator(".records").inner_text()


def test_basket_to_word(tab: Open, tmp_path: Path) -> None:
    page = tab("/?q=村企联建")
    card = page.locator(".card").first
    card.get_by_role("button", name="加入素材").click()
    assert page.locator(".card").first.locator(".badge", has_text="已在素材").is_visible()
    page.locator("nav a", has_text="素材").click()
    page.locator("tbody th a").first.click()
    with page.expect_download() as started:
        page.locator("a", has_text="导出 Word").click()
    started.value.save_as(tmp_path / "out.docx")
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "out.docx")).paragraphs)
    assert "组建党总支8个" in text


def test_what_takes_long_says_so(tab: Open) -> None:
    page = tab("/?q=村企联建")
    assert page.locator("#wait").inner_text() == ""
    sent = "e => e.dispatchEvent(new Event('submit', {bubbles: true}))"  # and never answered
    page.clock.install()
    page.locator(".card form.take").first.evaluate(sent)
    page.clock.run_for(2000)
    assert page.locator("#wait").inner_text() == "正在处理，请稍候……"
    page.clock.run_for(3000)
    assert "正在写入案例库" in page.locator("#wait").inner_text()


def test_export(tab: Open, tmp_path: Path) -> None:
    page = tab("/?q=联建")
    with page.expect_download() as started:
        page.locator(".exports a", has_text="CSV").first.click()
    started.value.save_as(tmp_path / "out.csv")
    assert "村企联建" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_upload(tab: Open, tmp_path: Path) -> None:
    report = tmp_path / "岭口.txt"
    report.write_text(REPORT, encoding="utf-8")
    page = tab("/upload")
    page.set_input_files("input[name=files]", str(report))
    page.get_by_role("button", name="上传并挖掘").click()
    page.locator("td .badge", has_text="收录").wait_for(timeout=90_000)
    page.goto("/?q=流动党员服务站")
    assert page.locator(".card").count() >= 1


def test_files_are_dropped_anywhere_on_the_field(tab: Open) -> None:
    page = tab("/upload")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["x"], "甲.txt"));
          data.items.add(new File(["y"], "乙.txt"));
          const drop = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
          document.querySelector("form.drop button").dispatchEvent(drop);
        }"""
    )
    assert page.locator(".chosen").inner_text().split() == [
        "已选",
        "2",
        "个文件，1",
        "KB",
        "甲.txt",
        "乙.txt",
    ]
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 2


FOLDER = {
    "甲.htm": "x",
    "甲_files/logo.png": "x",
    "甲_files/附件.pdf": "x",  # a document of its own
    "下/乙.txt": "x",
    "下/~$乙.docx": "x",
    "下/Thumbs.db": "x",
}


@pytest.mark.parametrize("way", ["chosen", "dropped"])
def test_a_folder_is_taken_without_what_is_no_document(tab: Open, tmp_path: Path, way: str) -> None:
    for name, text in FOLDER.items():
        (tmp_path / "材料" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "材料" / name).write_text(text, encoding="utf-8")
    page = tab("/upload")
    if way == "chosen":
        with page.expect_file_chooser() as asked:
            page.get_by_role("button", name="选择文件夹").click()
        asked.value.set_files(str(tmp_path / "材料"))
    else:
        box = page.locator("form.drop").bounding_box()
        assert box
        session = page.context.new_cdp_session(page)
        data = {"items": [], "files": [str(tmp_path / "材料")], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            where = {"x": box["x"] + 20, "y": box["y"] + 20}
            session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})
    page.locator(".chosen li").first.wait_for()
    sent = "Array.from(document.querySelector('input[name=files]').files, (file) => file.name)"
    assert sorted(page.evaluate(sent)) == ["乙.txt", "甲.htm", "附件.pdf"]


def test_more_files_than_are_taken_at_once_are_told_before_they_are_sent(tab: Open) -> None:
    page = tab("/upload")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          for (let n = 0; n <= 1000; n += 1) data.items.add(new File(["x"], `${n}.txt`));
          const input = document.querySelector("input[name=files]");
          input.files = data.files;
          input.dispatchEvent(new Event("change"));
        }"""
    )
    assert page.locator(".chosen p").inner_text().startswith("超过 1,000 个文件")
    assert not page.evaluate("document.querySelector('form.drop').checkValidity()")


def test_a_refused_form_keeps_what_was_typed(tab: Open) -> None:
    page = tab("/?q=村企联建", refused=True)
    page.locator(".card h2 a").first.click()
    page.locator("summary", has_text="校订这条做法").click()
    page.fill("#edit input[name=why]", "核对过原文")
    page.locator("#edit textarea[name=text]").fill("文中没有的话")
    page.get_by_role("button", name="保存校订").click()
    assert "在文章里找不到这样的原文" in page.locator(".detail").inner_text()
    page.locator("a", has_text="返回修改").click()
    playwright.expect(page.locator("#edit input[name=why]")).to_be_visible()
    assert page.locator("#edit input[name=why]").input_value() == "核对过原文"


def test_language(tab: Open) -> None:
    page = tab("/?q=联建")
    page.locator("a.language").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#q").input_value() == "联建"
    assert re.search(r"Practices found: \d+", page.locator(".found").inner_text())
    page.locator("nav a", has_text="Overview").click()
    assert page.locator("h1").inner_text() == "Overview"


PATHS = ("/", "/?q=联建", "/overview?suspects=1", "/metrics", "/metrics?indicator=党总支", "/task",
         "/baskets", "/review", "/review?kind=metric", "/review?kind=metric&by=random", "/upload",
         "/api", "/equivalents")  # fmt: skip
RECORD = outcomes()[0].records[0]
PRACTICE_PATH = f"/practice/{RECORD.practices[0].id}"
ARTICLE_PATH = f"/article/{RECORD.id}?at={RECORD.metrics[0].id}"


def test_every_page_is_in_reach_on_a_phone(tab: Open) -> None:
    page = tab("/", viewport=PHONE)
    links = page.locator(".top nav a")
    rights = [links.nth(n).bounding_box() for n in range(links.count())]
    assert len(rights) == 7
    assert all(box["x"] + box["width"] <= PHONE["width"] for box in rights)


@pytest.mark.parametrize("path", PATHS)
def test_phone_width(tab: Open, path: str) -> None:
    page = tab(path, viewport=PHONE)
    assert fits(page)
    page.set_viewport_size(NARROW)
    assert fits(page)


def test_filters_on_a_phone(tab: Open) -> None:
    page = tab("/?q=联建", viewport=PHONE)
    assert not page.locator(".filters").is_visible()
    page.locator(".switch-label").click()
    assert page.locator(".filters").is_visible()


def test_reading_on_a_phone(tab: Open) -> None:
    page = tab("/?q=村企联建", viewport=PHONE)
    page.locator(".card .figures a").first.click()
    assert fits(page)
    sheet = page.locator(".evidence").bounding_box()
    assert sheet["y"] + sheet["height"] == pytest.approx(PHONE["height"], abs=2)
    page.locator(".evidence .close").click()
    assert page.locator(".evidence").count() == 0


def test_print(tab: Open) -> None:
    page = tab("/?q=村企联建")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator(".filters").is_visible()
    assert page.locator(".card").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_paper_says_what_was_looked_for(tab: Open) -> None:
    page = tab("/?q=村企联建", viewport={"width": 700, "height": 990})
    head = page.locator("h1")
    assert head.bounding_box()["height"] < 5
    page.emulate_media(media="print")
    assert (head.inner_text(), head.bounding_box()["height"] > 15) == ("村企联建", True)


def test_evidence_on_paper_covers_nothing(tab: Open) -> None:
    page = tab("/?q=村企联建", viewport={"width": 700, "height": 990})  # A4
    page.locator(".card .figures a").first.click()
    page.emulate_media(media="print")
    evidence = page.locator(".evidence")
    assert evidence.evaluate("e => getComputedStyle(e).position") == "static"
    assert evidence.bounding_box()["y"] > page.locator(".text").bounding_box()["y"]


def test_figures_fit_on_paper(tab: Open) -> None:
    page = tab("/metrics?indicator=党总支", viewport={"width": 673, "height": 990})  # A4, its text
    page.emulate_media(media="print")
    assert not page.locator("form.inline").is_visible()
    last = page.locator(".values tbody tr").first.locator("> *").last
    assert reach(last) <= 673
    page.goto("/overview?suspects=1")
    assert reach(page.locator(".matrix")) <= 673


def reach(part: Any) -> float:
    """Where a part ends at its right, in pixels."""
    box = part.bounding_box()
    return float(box["x"] + box["width"])


def test_figures_on_a_phone_stand_below_one_another(tab: Open) -> None:
    page = tab("/metrics?indicator=党总支", viewport=PHONE)
    cells = page.locator(".values tbody tr").first.locator("> *:not(:empty)")
    assert cells.count() >= 5
    assert all(reach(cell) <= PHONE["width"] for cell in cells.all())


def test_the_matrix_keeps_its_names_in_sight(tab: Open) -> None:
    page = tab("/overview?suspects=1", viewport=NARROW)
    frame = page.locator(".scroll.plainly")
    name = page.locator(".matrix tbody th").first
    assert frame.evaluate("e => e.scrollLeft") > 60  # the newest years are in sight
    before = name.bounding_box()["x"]
    assert frame.evaluate("e => { e.scrollLeft = 0; return e.scrollLeft; }") == 0
    assert name.bounding_box()["x"] == pytest.approx(before, abs=3)  # the gap between cells


def test_without_scripts(tab: Open) -> None:
    page = tab("/?q=联建", java_script_enabled=False)
    page.locator(".filters a", has_text="联合共建").click()
    page.locator(".card h2 a").first.click()
    assert page.locator("h1").is_visible()
    assert not page.locator("button.copy").is_visible()


def test_keyboard(tab: Open) -> None:
    page = tab("/?q=联建")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["/?q=联建", "/?q=火星 登陆", "/overview?suspects=1", "/metrics?indicator=党总支", "/review",
     "/review?kind=metric", "/review?by=random", "/upload", "/article/a-0"],
)  # fmt: skip
def test_fields_have_labels_and_text_has_contrast(tab: Open, path: str, scheme: str) -> None:
    page = tab(path, color_scheme=scheme, refused=path == "/article/a-0")
    unlabelled = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
        ".filter(e => !e.labels.length && !e.ariaLabel).map(e => e.outerHTML)"
    )
    assert unlabelled == []
    assert page.evaluate(CONTRAST) == []


def test_links_in_text_do_not_speak_by_colour_alone(tab: Open) -> None:
    page = tab("/?q=联建")
    links = page.locator(".note a, .bottom a")
    assert links.count() >= 2
    lines = links.evaluate_all("all => all.map(e => getComputedStyle(e).textDecorationLine)")
    assert set(lines) == {"underline"}


@pytest.mark.parametrize("path", [PRACTICE_PATH, ARTICLE_PATH])
def test_a_quoted_source_can_be_scrolled_by_keyboard(tab: Open, path: str) -> None:
    page = tab(path)
    quoted = page.get_by_role("region", name="在来源中的原样")
    quoted.focus()
    assert quoted.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("path", [*PATHS, PRACTICE_PATH, ARTICLE_PATH])
def test_one_heading_one_main_and_no_id_twice(tab: Open, path: str) -> None:
    page = tab(path)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))


# Text whose colour stands out from its ground by less than 4.5 : 1 (WCAG 2.2, 1.4.3).
CONTRAST = """
(() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.5) return c;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *:not(svg *)')].filter(e => e.offsetParent &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
  return texts.map(e => {
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className, e.textContent.trim()];
  }).filter(([ratio]) => ratio < 4.5).map(([ratio, name, text]) =>
    `${ratio.toFixed(2)} ${name} ${text.slice(0, 20)}`).slice(0, 10);
})()
"""
