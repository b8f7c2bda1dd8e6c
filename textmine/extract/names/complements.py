"""Where a verb ends: 创|出新路, but 建立|出入登记制度."""

from __future__ import annotations

import re

# 建|成长廊, 创|出新路, 建|好台账; not 成人|学校, 出口|基地, 好人|榜, 来料|加工
AFTER_VERB = re.compile(
    "(?:了(?![解却结断望事悟])|起(?![步草飞义源点跑重航薪底效息价止]|居室|诉(?![求说])|租(?!赁)|运(?![动输营河])|降(?![解温])|名(?![人师医优特贵])|早(?=[摸贪床]))了?"
    "|好(?![媳婆邻]|差评|书(?=推荐|评|分享|共读|交换)|戏(?![台剧])|客(?=驿站)|医[生师]|粮油|日子|物(?=推荐|分享|集市|市集)|评[率榜]|人(?![才居员民])|声音|故事|少年|青年|儿女|妯娌|家[风庭]|品[种质]|支书|干部)"
    "|成(?![员为效因型衣]|立(?![交体])|果(?![园品林树蔬脯汁])|本(?![地土村镇色])|熟(?!食)|才(?!艺)|教(?=中心|学院|培训)|像(?=中心|设备|[室仪])|佛|安县|华区|语|活率|人(?![工行居民才文])|长(?![廊城江河桥堤])|年(?![产货出加处])"
    "|就(?![业地近餐医诊读])|绩(?!效)|分(?![拣类院中享公])|批(?!发)|群(?!众)|片(?![区场])|套(?!房)"
    "|功(?!能)|品(?![牌质种])|交(?![通流易汇])|药(?![材园企用业谷])|语(?![言音]))"
    "|出(?![台租版差国境勤诊警让纳栏厂殡售货关狱借]|入(?=[境库口院登])|院(?=[随病手办结])|险(?=[理快赔])|海(?=[码渔作安捕])|席(?=[会率])|示(?!范)|游(?![客乐园船])|工(?=[记天])|资(?![料产源金])|行(?![之业动])|口(?![碑袋号])"
    "|生(?![态产活鲜])|路(?![子径])|土(?![鸡特])|发(?![展明放])|彩(?![虹色云绘灯林叶])"
    "|产(?![业品值量地])|品(?![牌质种]))"
    "|来(?![料访华宾信电客源历往龙年稿件凤苏])了?)+"
)
# 建立|出入登记制度, 开展|成语比赛: behind these, 成, 出 and 来 are no ends of the verb
ENDLESS = re.compile(
    "(?:建立|开[展设通办]|[推实施执]行|实施|设立|制[定订]|健全|完善|落实|[举创]办|召开|举行|推广|组织|聘请|配备)$"
)
PARTICLES = "了起好成出来"
SHORTEST = 3  # characters of a verb with its end: 建设成; 建成 is a word


def behind_verb(verb: str, phrase: str) -> str:
    """What follows a verb, without the particle that ends the verb: 创|出新路."""
    if phrase[:1] in ("成", "出", "来") and ENDLESS.search(verb):
        return phrase
    found = AFTER_VERB.match(phrase)
    return phrase[found.end() :] if found else phrase


def end_of_verb(verb: re.Match[str]) -> int:
    """The offset behind a verb, without what begins the noun after it: 建设|成衣车间."""
    end = verb.end()
    if verb[0][-1:] not in PARTICLES or len(verb[0]) < SHORTEST:
        return end
    phrase = verb.string[end - 1 :]
    return end - 1 if behind_verb(verb[0][:-1], phrase) == phrase else end


def made_of(made: re.Match[str]) -> bool:
    """Whether 成 before what a thing was made into ends the verb: not 建设|成衣车间."""
    at = made.start(1) - 1
    whole = at >= 0 and made.string[at] == "成"
    return not whole or AFTER_VERB.match(made.string, at) is not None
