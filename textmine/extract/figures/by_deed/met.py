"""What was met or gone for: 3次获得市级表彰, 党员到社区报到8600人, 群众对干部的满意率."""

from __future__ import annotations

import re

from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.tokens import tidy

LONGEST = 14  # characters of an honour, or of what somebody went to do
WON = re.compile(
    r"被?(?P<what>(?:荣?获得?|受到|评为|授予|获评|列为|入选|登上|夺得|捧得|赢得|蝉联)[^，,。；;\d]{2,20})(?=[，,。；;]|$)"
)
GONE = re.compile(
    r"(?P<who>[^，,。；;、\d的]{2,10}?)(?P<deed>[到赴进](?!位|账|期|达|场)[^，,。；;、\d的]{3,12})"
    r"(?:共有|共|有|达到?)?$"
)
GOES = frozenset("到赴进")
NOUNS_OF_DEEDS = frozenset({"报到"})  # as jieba has it
JUDGED = re.compile(
    r"(?P<who>[^，,。；;、\d的]{2,8})对(?P<whom>[^，,。；;、\d]{2,14}?)的?"
    r"(?P<rate>(?:综合|总体|测评|平均)?(?:满意[率度]|好评率|信任度|认可[率度]|支持率|知晓率))[^，,。；;\d]{0,6}$"
)


def name_won(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """先后3次|获得市级表彰, 2次被|评为先进: how often."""
    if not spot.right or spot.right[0].start != spot.quantity.end:
        return None
    won = WON.match(reading.text, spot.quantity.end, spot.clause_end)
    what = tidy(won["what"]) if won else ""
    return Named(what, what, None, "deed") if 2 < len(what) <= LONGEST else None


def name_gone(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """机关党员|到社区报到|8600人: who went to do it."""
    before, lexicon = spot.before, load_lexicon()
    if spot.after.text or before.action or not before.text or GOES.isdisjoint(spot.said):
        return None
    gone = GONE.search(reading.text, spot.left_start, spot.quantity.start)
    if gone is None or not PERSON.search(gone["who"]) or not gone["deed"].endswith(before.text):
        return None
    last = next((token for token in reversed(spot.left) if token.end <= gone.end("deed")), None)
    done = last and (
        last.tag[:1] == "v" or last.word in NOUNS_OF_DEEDS or last.word in lexicon.actions
    )
    return Named(f"{gone['deed']}的{gone['who']}", gone["who"], None, "deed") if done else None


def name_judged(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """群众对村干部的满意率: who judges whom."""
    if spot.before.text[-1:] not in ("率", "度"):
        return None
    said = JUDGED.search(reading.text, spot.left_start, spot.quantity.start)
    if said is None:
        return None
    return Named(f"{said['who']}对{said['whom']}的{said['rate']}", said["whom"], None, "rate")
