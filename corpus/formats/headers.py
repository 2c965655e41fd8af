"""What offices write at the head of their tables, and what it means here."""

import re
from collections.abc import Mapping

from corpus.model import GuideField

GUIDE: Mapping[str, tuple[str, ...]] = {
    "id": ("事项编码", "事项编号", "实施编码", "编号", "编码", "id"),
    "name": ("事项名称", "办事事项", "办理事项", "服务事项", "事项", "name"),
    "department": (
        "办理部门",
        "办理单位",
        "实施机构",
        "实施主体",
        "责任部门",
        "承办部门",
        "主管部门",
        "所属部门",
        "部门",
        "department",
        "dept",
    ),
    "aliases": ("别名", "俗称", "又名", "aliases"),
    "situations": ("办事情形", "情形", "主题", "主题分类", "situations", "theme"),
    GuideField.PLACE: ("办理地点", "办事地点", "受理地点", "地点", "地址", "place", "handle_location"),
    GuideField.PHONE: ("咨询电话", "联系电话", "咨询方式", "电话", "phone", "consult_phone"),
    GuideField.COMPLAINT_PHONE: (
        "投诉电话",
        "监督电话",
        "监督投诉电话",
        "举报电话",
        "complaint_phone",
        "complain_phone",
    ),
    GuideField.HOURS: ("办理时间", "办公时间", "工作时间", "受理时间", "hours"),
    GuideField.MATERIALS: ("申请材料", "所需材料", "提交材料", "材料清单", "办理材料", "材料", "materials"),
    GuideField.STEPS: ("办理流程", "办事流程", "办理程序", "办理步骤", "流程", "steps"),
    GuideField.CONDITIONS: ("办理条件", "受理条件", "申请条件", "受理标准", "条件", "conditions", "accept_standard"),
    GuideField.LEGAL_LIMIT: ("法定时限", "法定办结时限", "法定期限", "法定办理时限", "legal_limit", "handle_time"),
    GuideField.PROMISED_LIMIT: (
        "承诺时限",
        "承诺办结时限",
        "承诺期限",
        "承诺办理时限",
        "办理时限",
        "promised_limit",
        "handle_time_limit",
    ),
    GuideField.FEE: ("收费", "收费标准", "是否收费", "收费情况", "费用", "fee"),
    GuideField.ONLINE: ("网上办理", "在线办理", "网办地址", "网上办理地址", "网办方式", "online"),
    GuideField.AGENT: ("代办", "可否代办", "能否代办", "委托办理", "agent"),
    GuideField.DELIVERY: ("送达方式", "结果送达", "取件方式", "快递送达", "结果领取方式", "delivery"),
    GuideField.BASIS: ("设定依据", "办理依据", "法律依据", "政策依据", "依据", "basis"),
    "article_id": ("所据文章", "article_id"),
    "source": ("出处", "来源", "source"),
    "published": ("发布日期", "公布日期", "更新日期", "published"),
    "asked_as": ("常见问法", "问法", "asked_as"),
    "valid_from": ("生效日期", "有效期起", "实施日期", "valid_from"),
    "valid_until": ("失效日期", "有效期止", "valid_until"),
}
"""Columns of a table of guides; the first name of each is the one the template bears."""

REMARKS: Mapping[str, tuple[GuideField, str]] = {
    **dict.fromkeys(("行使层级", "办理层级", "district"), (GuideField.PLACE, "办理层级")),
    **dict.fromkeys(("交通指引", "乘车路线"), (GuideField.PLACE, "交通指引")),
    **dict.fromkeys(("预约方式", "是否需要预约"), (GuideField.HOURS, "预约")),
    **dict.fromkeys(("收费依据",), (GuideField.FEE, "收费依据")),
}
"""Columns that add a line of their own to a field, under this label, where the field itself is filled in."""

DEPARTMENT: Mapping[str, tuple[str, ...]] = {
    "id": ("部门编号", "编号", "编码", "id"),
    "name": ("部门名称", "单位名称", "机构名称", "部门", "单位", "name"),
    "aliases": ("别名", "简称", "俗称", "aliases"),
    "former": ("曾用名", "原名称", "改革前名称", "former"),
    "later": ("现名称", "新名称", "改革后名称", "later"),
    "responsibilities": ("职责", "主要职责", "负责事项", "职能", "responsibilities"),
    "phone": ("联系电话", "咨询电话", "电话", "phone"),
    "desk": ("总咨询台", "是否总咨询台", "desk"),
}
"""Columns of a table of departments."""

ARTICLE: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "id"),
    "title": ("标题", "title"),
    "body": ("正文", "内容", "text", "body"),
    "bulletin": ("出处", "来源", "bulletin"),
    "number": ("期号", "number"),
    "published": ("发布日期", "published"),
    "departments": ("责任部门", "部门", "departments"),
    "asked_as": ("常见问法", "问法", "asked_as"),
    "valid_from": ("生效日期", "valid_from"),
    "valid_until": ("失效日期", "valid_until"),
    "superseded_by": ("取代文章", "superseded_by"),
}
"""Columns of a table of articles, and keys of their records."""

_REMARK = re.compile(r"[（(【\[].*?[）)】\]]|[\s*＊:：★]")


def plain(header: object) -> str:
    """A header without blanks, stars and remarks in brackets."""
    return _REMARK.sub("", str(header if header is not None else "")).lower()


def columns(kind: Mapping[str, tuple[str, ...]], headers: tuple[str, ...]) -> dict[str, int]:
    """Where the columns of a kind of table stand; of two for the same the one with the more usual name."""
    found: dict[str, int] = {}
    places = {plain(header): at for at, header in reversed(list(enumerate(headers))) if plain(header)}
    for key, names in kind.items():
        at = next((places[name] for name in names if name in places and places[name] not in found.values()), None)
        if at is not None:
            found[key] = at
    return found
