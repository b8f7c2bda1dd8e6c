"""PPT: what the slides of an old presentation say, by records made by hand."""

import struct

import pytest

from tests.containers import contained
from textmine.acquire.files import read_pages
from textmine.errors import EncryptedError, NoTextError, UnreadableError, UnsupportedError

PLAIN_TOKEN, LOCKED_TOKEN = 0xE391C05F, 0xF3D1C4DF


def record(kind: int, inner: bytes, instance: int = 0, version: int = 0) -> bytes:
    return struct.pack("<2HI", instance << 4 | version, kind, len(inner)) + inner


def holding(kind: int, *inner: bytes, instance: int = 0) -> bytes:
    return record(kind, b"".join(inner), instance, 0xF)


def text(said: str, kind: int = 4, fields: tuple[int, ...] = ()) -> bytes:
    """A text of a kind (0: a title, 1: a body, 4: another) with signs that are fields."""
    head = record(0x0F9F, struct.pack("<I", kind))
    if said.isascii():
        characters = record(0x0FA8, said.encode("latin-1"))
    else:
        characters = record(0x0FA0, said.encode("utf-16-le"))
    return head + characters + b"".join(record(0x0FD8, struct.pack("<I", at)) for at in fields)


def shape(*box: bytes, kind: int | None = None, at: tuple[int, int] | None = None) -> bytes:
    """A shape with a text: a placeholder of a kind, a cell at a place, or any."""
    anchor = record(0xF00F, struct.pack("<4i", *at, 0, 0)) if at else b""
    placed = record(0x0BC3, struct.pack("<IBBH", 0, kind, 0, 0)) if kind else b""
    data = holding(0xF011, placed) if placed else b""
    return holding(0xF004, anchor, data, holding(0xF00D, *box))


def group(*shapes: bytes, table: bool = False) -> bytes:
    options = record(0xF122, struct.pack("<HI", 0x039F, 1), 1, 3) if table else b""
    return holding(0xF003, holding(0xF004, options), *shapes)


def slide(*shapes: bytes, hidden: bool = False) -> bytes:
    show = record(0x03F9, bytes(10) + struct.pack("<H", 0x11 | hidden << 2) + bytes(4))
    drawing = holding(0xF002, group(*shapes))
    return holding(0x03EE, record(0x03EF, bytes(24)), show, holding(0x040C, drawing))


def outline(number: int, *texts: bytes) -> bytes:
    """The entry of a slide in the list of slides, with the texts that its shapes refer to."""
    return record(0x03F3, struct.pack("<5I", number, 0, 0, 256, 0)) + b"".join(texts)


def ref(number: int) -> bytes:
    return record(0x0F9E, struct.pack("<I", number))


def edit(at: int, objects: dict[int, int], before: int = 0, locked: bytes = b"") -> bytes:
    """The directory of objects by number, and the edit that names it, for the place *at*."""
    told = b"".join(
        struct.pack("<2I", number | 1 << 20, place) for number, place in objects.items()
    )
    named = struct.pack("<IHBB5I", 0, 0, 0, 3, before, at, 1, 9, 0)
    return record(0x1772, told) + record(0x0FF5, named + locked)


def file(data: bytes, last: int, token: int = PLAIN_TOKEN) -> bytes:
    user = struct.pack("<2HI3I", 0, 0x0FF6, 20, 20, token, last)
    return contained({"PowerPoint Document": data, "Current User": user})


def ppt(*slides: bytes, listed: bytes | None = None, token: int = PLAIN_TOKEN,
        locked: bytes = b"") -> bytes:  # fmt: skip
    """A presentation saved once; its slides are 2, 3, …"""
    if listed is None:
        listed = b"".join(outline(number) for number in range(2, len(slides) + 2))
    masters = holding(0x0FF0, outline(99, text("母版")), instance=1)
    data = holding(0x03E8, masters, holding(0x0FF0, listed))
    objects = {1: 0}
    for number, each in enumerate(slides, 2):
        objects[number] = len(data)
        data += each
    saved = edit(len(data), objects, locked=locked)
    return file(data + saved, len(data) + 8 + 8 * len(objects), token)


def read(tmp_path, data: bytes):
    (tmp_path / "a.dps").write_bytes(data)
    (page,) = read_pages(tmp_path / "a.dps")
    return page


TABLE = group(
    shape(text("东村"), at=(0, 5)), shape(text("36户"), at=(9, 5)), shape(text("户数"), at=(9, 0)),
    shape(text("西村"), at=(0, 8)), table=True,
)  # fmt: skip
SLIDES = {
    "title first": (slide(shape(text("办起食堂\r送餐上门", 1)), shape(text("做法", 0))),
                    "做法\n办起食堂\n送餐上门"),
    "narrow": (slide(shape(text("Case 2024"))), "Case 2024"),
    "lines": (slide(shape(text("甲\x0b乙\t丙\x05"))), "甲\n乙\t丙"),
    "furniture": (slide(shape(text("正文")), shape(text("12"), kind=8), shape(text("内部"), kind=9),
                        shape(text("副题"), kind=16)), "正文\n副题"),
    "fields": (slide(shape(text("第*页，共*页", fields=(1, 5, 900)))), "第页，共页"),
    "groups": (slide(group(group(shape(text("组内"))))), "组内"),
    "table": (slide(TABLE), "\t户数\n东村\t36户\n西村"),
    "two texts": (slide(shape(text("甲") + text("乙"))), "甲\n乙"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "said"), SLIDES.values(), ids=SLIDES.keys())
def test_what_a_slide_says(tmp_path, made, said):
    page = read(tmp_path, ppt(made))
    assert (page.source, page.media_type) == (said, "application/vnd.ms-powerpoint")


def test_texts_that_stand_in_the_list_of_slides(tmp_path):
    shapes = slide(shape(ref(1)), shape(text("图注")), shape(ref(0)), shape(ref(7)))
    listed = outline(2, text("做法", 6), text("办起食堂", 1), text("无框", 1))
    assert read(tmp_path, ppt(shapes, listed=listed)).source == "做法\n办起食堂\n图注\n无框"


def test_slides_are_pages_in_the_order_of_their_list(tmp_path):
    slides = [slide(shape(text("链上建支部"))), slide(shape(text("不放映")), hidden=True), slide(),
              slide(shape(text("联建共建")))]  # fmt: skip
    listed = b"".join(outline(number) for number in (5, 4, 3, 2, 77))
    page = read(tmp_path, ppt(*slides, listed=listed))
    assert (page.source, page.breaks) == ("联建共建\n链上建支部", (5,))


def test_the_last_edit_counts(tmp_path):
    data = holding(0x03E8, holding(0x0FF0, outline(2) + outline(3)))
    old, new = slide(shape(text("旧稿"))), slide(shape(text("新稿")))
    other = slide(shape(text("未改")))
    places = {1: 0, 2: len(data), 3: len(data) + len(old)}
    data += old + other
    first = len(data) + 8 + 8 * 3
    data += edit(len(data), places)
    changed = len(data)
    data += new
    second = len(data) + 8 + 8
    data += edit(len(data), {2: changed}, before=first)
    assert read(tmp_path, file(data, second)).source == "新稿\n未改"


ONE = slide(shape(text("正文")))
DEEP = shape(text("深处"))
for _ in range(40):
    DEEP = group(DEEP)
TWICE = outline(2) + outline(2)
BAD = {
    "password": (ppt(ONE, token=LOCKED_TOKEN), EncryptedError, "needs a password"),
    "key": (ppt(ONE, locked=bytes(4)), EncryptedError, "needs a password"),
    "pictures": (ppt(slide()), NoTextError, "only pictures"),
    "no edit": (file(ONE, 0), UnreadableError, "damaged"),
    "edit elsewhere": (file(ONE, 50_000), UnreadableError, "damaged"),
    "overlapping": (ppt(slide(shape(text("长" * 9000))), listed=TWICE), UnreadableError, "damaged"),
    "too deep": (ppt(slide(DEEP)), NoTextError, "only pictures"),
    "no user": (contained({"PowerPoint Document": ONE}), UnreadableError, "damaged"),
    "of 1995": (contained({"PP40": ONE}), UnsupportedError, "PowerPoint 95"),
}


@pytest.mark.parametrize(("data", "error", "message"), BAD.values(), ids=BAD.keys())
def test_bad_files(tmp_path, data, error, message):
    with pytest.raises(error, match=message):
        read(tmp_path, data)
