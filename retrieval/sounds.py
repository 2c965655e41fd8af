"""How Chinese characters sound, told as loosely as people type, and which look alike."""

import os
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

READINGS = 3
"""Readings of a character that are considered."""

_SYLLABLES = """
    a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce
    cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun
    chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dian diao die ding diu dong
    dou du duan dui dun duo e ei en er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen
    geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua
    huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan
    kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng
    li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve ma mai man mang mao me mei
    men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao
    nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie
    pin ping po pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri
    rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen
    sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan
    tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo
    wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong
    you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi
    zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
"""

_ALIKE = """
    日曰 未末 己已巳 人入 土士 干千于 戊戌戍 折拆析诉 拔拨 侯候 辩辨瓣 茶荼 崇祟 刺剌 冶治 贷货 遣遗 免兔 话活 住往 准淮 科料 徽微
    幕暮墓慕 晴睛 陪赔 历厉 园圆 像象 买卖 理埋 管菅 令今 失矢 力刀 申甲由 名各 官宫 部都 险验检 收牧 续读 钱线 间问 门们 没设
    大太犬 木本 代伐 侍待 券卷 复夏 鸟乌 师帅 壮状 处外 休体 王玉主 午牛 目自 见贝 传转 技枝 抢枪 级极 杯坏 杭抗 疫役 权杈
"""

_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=1 << 10)
def loose(syllable: str) -> str:
    """The syllable with the sounds merged that typing mixes up: z and zh, in and ing, n and l, and their like."""
    for one, other in _MERGED:
        syllable = syllable.replace(one, other)
    return f"l{syllable[1:]}" if syllable.startswith("n") else syllable


@lru_cache(maxsize=1 << 15)
def readings(character: str) -> tuple[str, ...]:
    """The toneless syllables of a Chinese character, the usual one first; empty for anything else."""
    if not "\u4e00" <= character <= "\u9fff":
        return ()
    found = _said_as(character)
    return tuple(dict.fromkeys(found[0]))[:READINGS] if found else ()


def _said_as(character: str) -> list[list[str]]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # single characters need none of its phrases, which take 0.1 s
    from pypinyin import Style, pinyin

    return pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")


@cache
def alike(character: str) -> str:
    """The characters that are easily taken for this one."""
    return "".join(group.replace(character, "") for group in _ALIKE.split() if character in group)


def spellings(syllables: Sequence[Sequence[str]], most: int = 4) -> list[tuple[str, ...]]:
    """The ways to say what has these readings, the usual one first, at most so many."""
    ways = product(*syllables)
    return [way for way, _ in zip(ways, range(most), strict=False)] if all(syllables) else []


@cache
def syllable() -> re.Pattern[str]:
    """Matches one syllable of pinyin, the longest first."""
    return re.compile("|".join(sorted(_SYLLABLES.split(), key=lambda each: (-len(each), each))))
