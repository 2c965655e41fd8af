"""Places beyond the district: asked about there, the bot knows nothing; named as somebody's origin, it is no matter."""

import re

_ELSEWHERE_WORDS = """
    北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南
    陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 浦东 徐汇 朝阳区 海淀 石家庄 太原 沈阳 大连 长春 哈尔滨
    南京 苏州 无锡 常州 南通 徐州 扬州 合肥 芜湖 福州 厦门 泉州 南昌 济南 青岛 烟台 郑州 洛阳 武汉 长沙 广州 深圳
    珠海 东莞 佛山 中山市 惠州 南宁 桂林 海口 三亚 成都 贵阳 昆明 西安 兰州 西宁 银川 乌鲁木齐 拉萨 呼和浩特 宁波
    温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 诸暨 柯桥 上虞 余姚 慈溪 西湖区 上城区 下城区 拱墅 江干 余杭
    富阳 临安 滨江区 钱塘新区 钱塘区 临平 建德 桐庐 淳安
"""
_ELSEWHERE = tuple(_ELSEWHERE_WORDS.split())
_PLACE = "|".join(sorted(_ELSEWHERE, key=len, reverse=True))
_HERE = re.compile(r"萧山|杭州市?(?!西湖|余杭|富阳|临安|滨江)|来杭|本区|区里|你们(?:这|区)|我们(?:区|这)")
# 江苏来的, 安徽人, 户口在安徽, 从上海过来: where somebody is from, not where the matter is.
_ORIGIN = re.compile(
    rf"(?:{_PLACE})(?:省|市)?(?:来|人|籍|户口|户籍|过来|老家|牌|那边来|的?(?:企业|公司|老板|朋友|客商|亲戚|户口|老家))|(?:户口|户籍|老家|籍贯|学籍|社保|医保)(?:还|都|原来|本来)?(?:在|是)(?:{_PLACE})|(?:老家|籍贯)(?:{_PLACE})|(?:从|来自|由)(?:{_PLACE})"
)
_NAMED = re.compile(_PLACE)


# 美国签证, 去日本旅游: what another country issues or is travelled to for; a foreigner's visa here names no country so.
_COUNTRY = (
    "美国|英国|日本|韩国|泰国|法国|德国|加拿大|澳大利亚|澳洲|新西兰|新加坡|马来西亚|俄罗斯|意大利|西班牙|越南|欧洲|申根"
)
_ABROAD = re.compile(rf"(?:{_COUNTRY})的?(?:旅游|商务|留学|工作)?(?:签证?|护照|移民|绿卡)|(?:去|到|飞)(?:{_COUNTRY})")


def names_district(text: str) -> bool:
    """Whether a clean message says that it is about the district."""
    return _HERE.search(text) is not None


def outside_place(text: str) -> str | None:
    """The place beyond the district that clean words ask about, or None."""
    if names_district(text):
        return None
    named = _NAMED.search(_ORIGIN.sub("", text)) or _ABROAD.search(text)
    return named.group() if named else None
