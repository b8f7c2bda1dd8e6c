"""Training from labelled lines to a model that mines, on the small corpus of another field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.passages import tags_of
from textmine import resources
from textmine.errors import ResourceError, SettingsError
from textmine.label.folders import digest_of
from textmine.label.loading import load_model
from textmine.label.model import PracticeLabeller
from textmine.label.taxonomy import parse_taxonomy, read_taxonomy
from textmine.label.training.active import add_decisions
from textmine.label.training.card import write_card
from textmine.label.training.cautions import bounds, cautions
from textmine.label.training.corpus import Example, held_back_themes, read_corpus
from textmine.label.training.fitting import split
from textmine.label.training.splitting import choose_held_back
from textmine.label.training.train import Trainer, TrainingReport, train

GOVERNANCE = "corpora/governance"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> TrainingReport:
    return train(resources.find(GOVERNANCE), None, tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> TrainingReport:
    """Trained once more, into a folder whose scores.json holds what others wrote."""
    folder = tmp_path_factory.mktemp("again")
    (folder / "scores.json").write_text('{"reports": {"practices_f1": 80}}', encoding="utf-8")
    return train(resources.find(GOVERNANCE), None, folder)


def test_report_and_files(trained: TrainingReport) -> None:
    assert (trained.examples, trained.practices) == (86, 72)
    assert trained.seconds < 60
    assert sorted(path.name for path in trained.output.iterdir()) == [
        "card.md", "model.npz", "model.skops", "scores.json", "taxonomy.toml", "vocabulary.txt",
    ]  # fmt: skip
    card = (trained.output / "card.md").read_text(encoding="utf-8")
    assert "基层治理数字化" in card
    assert "online_service" in card


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("在手机上就能办审批，材料齐全的当场出证，不用再跑大厅。", "online_service"),
        ("网格员上报的工单由指挥中心派单，处置完再回访。", "dispatch"),
        ("把十几张报表并成一张表，清理重复的工作群，给基层减负。", "burden_reduction"),
        ("志愿者手把手教老人用手机挂号、缴费。", "inclusion"),
    ],
)
def test_the_new_model_labels(trained: TrainingReport, text: str, code: str) -> None:
    tags = tags_of(PracticeLabeller(load_model(str(trained.output))), text)
    assert tags.patterns[0].code == code
    assert tags.subtypes == ()


def write_corpus(folder: Path, first: str) -> Path:
    """Forty practices of two patterns, nothing else, and a taxonomy that begins with *first*."""
    meals = "村里办起老年食堂，{}位老人中午吃上热饭，行动不便的由志愿者送餐上门。"
    stage = "修缮古戏台，组建文艺队伍{}支，逢年过节村民自编自演唱大戏。"
    kinds = (("meals", meals), ("stage", stage))
    lines = [
        json.dumps({"text": text.format(n), "patterns": [code]}, ensure_ascii=False)
        for n in range(20)
        for code, text in kinds
    ]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    codes = dict.fromkeys((first, "meals", "stage"))
    (folder / "taxonomy.toml").write_text(
        "".join(
            f'[[patterns]]\ncode = "{code}"\nzh = "{code}"\nen = "{code}"\ndefinition = "{code}"\n'
            for code in codes
        ),
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize("first", ["meals", "unlabelled"])
def test_a_corpus_of_practices_only_gives_a_model_that_mines(tmp_path: Path, first: str) -> None:
    """Whoever begins a field of their own labels practices, and not yet what is none."""
    report = train(write_corpus(tmp_path, first), None, tmp_path / "model")
    labeller = PracticeLabeller(load_model(str(report.output)))
    texts = ["镇上开了三家老年食堂，老人吃上热饭。", "古戏台上村民唱大戏。"]
    codes = [tags_of(labeller, text).patterns[0].code for text in texts]
    assert codes == ["meals", "stage"]


def test_training_again_gives_the_same_model(
    trained: TrainingReport, again: TrainingReport
) -> None:
    assert digest_of(str(again.output)) == digest_of(str(trained.output))


def test_decisions_change_the_next_model(trained: TrainingReport, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("practices.jsonl", "taxonomy.toml"):
        (corpus / name).write_bytes((resources.find(GOVERNANCE) / name).read_bytes())
    add_decisions([Example(id="n1", text="夜里也有人值守调度。", patterns=("dispatch",))], corpus)
    report = train(corpus, None, tmp_path / "model")
    assert report.practices == 73
    assert digest_of(str(report.output)) != digest_of(str(trained.output))


def test_scores_of_others_in_the_file_are_kept(again: TrainingReport) -> None:
    scores = json.loads((again.output / "scores.json").read_text(encoding="utf-8"))
    assert scores["reports"] == {"practices_f1": 80}
    assert set(scores["floors"]) <= set(scores)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("{", "is not JSON"),
        ('{"id": "1"}', "has no text"),
        ('{"text": 1}', "has no text"),
        ('{"id": "1", "text": "甲", "patterns": ["x"]}', "unknown codes x"),
        (
            '{"id": "1", "text": "甲", "patterns": ["dispatch"], "kind": "lesson"}',
            "is of another kind",
        ),
        ('{"id": "1", "text": "甲", "patterns": [], "kind": "practice"}', "needs a pattern"),
        ('{"id": "1", "text": "甲", "patterns": ["dispatch"]}', "30 or more"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, lines: str, complaint: str) -> None:
    (tmp_path / "own.jsonl").write_text(lines, encoding="utf-8")
    taxonomy = resources.find(GOVERNANCE) / "taxonomy.toml"
    with pytest.raises(SettingsError, match=complaint):
        train(tmp_path, taxonomy, tmp_path / "model")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"no \*\.jsonl"):
        train(tmp_path, resources.find(GOVERNANCE) / "taxonomy.toml", tmp_path / "model")


def test_later_lines_of_an_id_hold_and_keep_their_theme(tmp_path: Path) -> None:
    taxonomy = read_taxonomy(resources.find(GOVERNANCE) / "taxonomy.toml")
    first = '{"id": "1", "text": "甲", "patterns": ["dispatch"]}\n'
    (tmp_path / "w1-a.jsonl").write_text(first, encoding="utf-8")
    later = '{"id": "1", "text": "甲", "patterns": ["inclusion"]}\n'
    (tmp_path / "decisions.jsonl").write_text(later, encoding="utf-8")
    (example,) = read_corpus(tmp_path, taxonomy)
    assert (example.patterns, example.theme, example.writer) == (("inclusion",), "w1-a", "w1")


@pytest.mark.parametrize(
    ("settings", "typical"),
    [(None, [True, True]), ("typical = []", [True, True]), ('typical = ["w2"]', [False, True])],
)
def test_typical_writers(tmp_path: Path, settings: str | None, typical: list[bool]) -> None:
    taxonomy = read_taxonomy(resources.find(GOVERNANCE) / "taxonomy.toml")
    for writer in ("w1", "w2"):
        line = f'{{"id": "{writer}", "text": "甲", "patterns": ["dispatch"]}}\n'
        (tmp_path / f"{writer}-a.jsonl").write_text(line, encoding="utf-8")
    if settings is not None:
        (tmp_path / "corpus.toml").write_text(settings, encoding="utf-8")
    assert [example.typical for example in read_corpus(tmp_path, taxonomy)] == typical


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ("typical = w1", "is not TOML"),
        ('typical = "w1"', "`typical` must be a list"),
    ],
)
def test_damaged_settings_of_a_corpus(tmp_path: Path, settings: str, complaint: str) -> None:
    taxonomy = read_taxonomy(resources.find(GOVERNANCE) / "taxonomy.toml")
    (tmp_path / "w1-a.jsonl").write_text('{"id": "1", "text": "甲"}\n', encoding="utf-8")
    (tmp_path / "corpus.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint):
        read_corpus(tmp_path, taxonomy)


def test_themes_that_a_corpus_holds_back(tmp_path: Path) -> None:
    assert held_back_themes(tmp_path) == ()
    (tmp_path / "corpus.toml").write_text('held_back = ["w2-a"]', encoding="utf-8")
    assert held_back_themes(tmp_path) == ["w2-a"]


def test_scores_are_of_the_themes_held_back() -> None:
    trainer = small_trainer()
    held, how = choose_held_back(trainer.table, ["w2-b"])
    assert trainer.table.themes[held].tolist() == ["w2-b"] * int(held.sum()) != []
    assert how == "the themes that corpus.toml names"


def test_practice_or_not_is_learnt_from_writers_of_both() -> None:
    table = small_trainer().table
    assert set(table.writers[table.telling].tolist()) == {"w1"}


def small_trainer() -> Trainer:
    """Two writers; only w1 wrote of what is no practice."""
    taxonomy = read_taxonomy(resources.find(GOVERNANCE) / "taxonomy.toml")
    texts = ("网格员上报的工单由指挥中心派单。", "手机上就能办审批。", "网格员的工单派给指挥中心。")
    labels = (("w1-a", ("dispatch",)), ("w1-a", ()), ("w2-b", ("dispatch",)))
    examples = [
        Example(
            id=f"{number}",
            text=text * 3,
            patterns=patterns,
            kind="practice" if patterns else "lesson",
            theme=theme,
            writer=theme[:2],
        )
        for number, (text, (theme, patterns)) in enumerate(zip(texts, labels, strict=True))
    ]
    return Trainer(examples, taxonomy)


def card_of(tmp_path: Path, taxonomy: str, **counts: int) -> str:
    corpus = {"examples": 40, "practices": 40, "writers": 1, "themes": 1, "ngrams": 9} | counts
    own = {"f1": 0.5, "precision": 0.5, "recall": 0.5, "threshold": 0.3, "n": 2}
    figures = dict.fromkeys(("macro_f1", "micro_f1", "top", "calibration_error"), 0.5)
    scores = figures | {
        "corpus": corpus | {"patterns": {"pair": 40, "talk": 20}},
        "held_back": {"how": "a fifth by chance", "themes": ["practices"], "n": 8},
        "by_writer": {}, "practice_f1": 1.0, "subtypes_f1": 0.0, "calibration_n": 9, "n": 8,
        "patterns": {"pair": own, "talk": own}, "confusions": [],
    }  # fmt: skip
    write_card(tmp_path / "card.md", parse_taxonomy(taxonomy.encode(), "own.toml"), scores)
    return (tmp_path / "card.md").read_text(encoding="utf-8")


PAIR = """
[[patterns]]
code = "talk"
zh = "议事"
[[patterns]]
code = "pair"
zh = "结对"
en = "Pairs"
"""


def test_the_card_scores_only_what_was_there_to_score(tmp_path: Path) -> None:
    card = card_of(tmp_path, PAIR)
    assert "40 passages (40 practices) by 1 writer on 1 theme;" in card
    assert "no passage is labelled as none" in card
    assert "Practice or not: F1" not in card
    assert "Subtypes" not in card
    whole = card_of(tmp_path, PAIR + 'subtypes = [{ code = "far", zh = "远" }]', examples=50)
    assert "Practice or not: F1 1.000. Subtypes, patterns given: F1 0.000. Calib" in whole


@pytest.mark.parametrize(
    ("patterns", "read"),
    [('["结对"]', ("pair",)), ('"pair；议事"', ("pair", "talk")), ('["Pairs"]', ("pair",))],
)
def test_labels_may_be_names(tmp_path: Path, patterns: str, read: tuple[str, ...]) -> None:
    line = f'{{"text": "两村结对。", "patterns": {patterns}}}'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    (example,) = read_corpus(tmp_path, parse_taxonomy(PAIR.encode(), "own.toml"))
    assert example.patterns == read


def test_labels_that_are_no_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "两村结对。", "patterns": 3}', encoding="utf-8")
    with pytest.raises(SettingsError, match="a list of codes"):
        read_corpus(tmp_path, parse_taxonomy(PAIR.encode(), "own.toml"))


@pytest.mark.parametrize(
    ("counts", "n", "examples", "said"),
    [
        ({"pair": 40, "talk": 30}, 200, 90, []),
        ({"pair": 40, "talk": 0}, 200, 90, ["is labelled talk: never found"]),
        ({"pair": 40, "talk": 4}, 200, 90, ["fewer than 10 passages: talk (4)"]),
        ({"pair": 40, "talk": 30}, 200, 70, ["labelled as none"]),
        ({"pair": 40, "talk": 30}, 14, 90, ["on 14 practices only", "from 0.78 to 1.00"]),
        ({"pair": 40, "talk": 30}, 0, 90, ["say nothing"]),
    ],
)
def test_what_a_small_corpus_lacks(
    counts: dict[str, int], n: int, examples: int, said: list[str]
) -> None:
    scores = {
        "corpus": {"patterns": counts, "examples": examples, "practices": 70},
        "n": n,
        "top": 1.0,
    }
    told = " ".join(cautions(parse_taxonomy(PAIR.encode(), "own.toml"), scores))
    assert all(each in told for each in said)
    assert bool(told) == bool(said)


def test_bounds_of_a_share() -> None:
    assert bounds(0.5, 10_000) == pytest.approx((0.49, 0.51), abs=0.001)


TEMPLATES = (
    "{}办起老年食堂，每餐只收六元，另给独居老人送餐上门。",
    "由{}的低龄老人照看高龄老人，服务时数存进时间银行。",
    "独居老人戴上手环，{}的平台一有警报就派人上门查看。",
    "闲置校舍改成日托站，{}的老人白天来，晚上回自己家。",
    "护士每周到{}，给卧床的换药、量血压、教家属翻身。",
    "请书画协会进{}开课，早上练字，下午合唱排练。",
)
PLACES = "石桥 南浦 东岭 西坪 柳湾 河口 北苑 松山 青石 白沙".split()


def make_trainer_of_six() -> Trainer:
    """Six templates, ten places each; template after template."""
    examples = [
        Example(id=f"{place}{number}", text=text.format(place), patterns=("pair",), theme="one")
        for number, text in enumerate(TEMPLATES)
        for place in PLACES
    ]
    return Trainer(examples, parse_taxonomy(PAIR.encode(), "own.toml"))


def test_passages_of_one_template_are_not_on_both_sides() -> None:
    trainer = make_trainer_of_six()
    held, how = choose_held_back(trainer.table)
    assert all(len(set(held[start : start + 10].tolist())) == 1 for start in range(0, 60, 10))
    assert held.any()
    assert how.endswith("what nearly repeats together")
    for seen, unseen in split(trainer.table):
        assert {row // 10 for row in seen}.isdisjoint(row // 10 for row in unseen)
