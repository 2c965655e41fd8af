"""What staff read for the composer's own names; what citizens read is in `wording`."""

from bot.composer.acts import Act
from bot.composer.kinds import Wanted
from bot.composer.talk import Talk

WANTED = {
    Wanted.FEE: "费用",
    Wanted.FREQUENCY: "多久一次",
    Wanted.VALIDITY: "有效期",
    Wanted.HOURS: "办公时间",
    Wanted.DURATION: "要多久",
    Wanted.PHONE: "电话",
    Wanted.DATE: "哪一天",
    Wanted.WHEN: "什么时候",
    Wanted.PERCENT: "比例",
    Wanted.URL: "网址",
    Wanted.ADDRESS: "具体地址",
    Wanted.PERSON: "谁，姓名",
    Wanted.NAME: "名称",
    Wanted.SAMPLE: "样表、模板",
    Wanted.ITEMS: "逐项是什么",
    Wanted.BODY: "哪个部门",
    Wanted.PLACE: "在哪里",
    Wanted.MATERIALS: "材料",
    Wanted.AGENT: "能否代办",
    Wanted.ONLINE: "能否网上办",
    Wanted.DELIVERY: "能否寄送",
    Wanted.REASON: "原因",
    Wanted.STEPS: "步骤",
    Wanted.CONDITION: "条件",
    Wanted.DEFINITION: "是什么",
    Wanted.LIST: "有哪些",
    Wanted.OTHERS: "有没有别的",
    Wanted.COUNT: "数量",
}
ACTS = {
    Act.REPLACE: "补办",
    Act.RENEW: "延期换证",
    Act.CHANGE: "变更",
    Act.CANCEL: "注销",
    Act.COMPLAIN: "投诉举报",
    Act.PROGRESS: "查进度",
    Act.PENALTY: "处罚",
    Act.REFUND: "退款",
    Act.INSPECT: "不通过",
}
TALKS = {
    Talk.EMPTY: "没有文字",
    Talk.EMERGENCY: "险情",
    Talk.HUMAN: "要人工",
    Talk.GREETING: "问候",
    Talk.THANKS: "道谢",
    Talk.FAREWELL: "道别",
    Talk.IDENTITY: "问机器人是谁",
    Talk.ABILITY: "问能做什么",
    Talk.ACKNOWLEDGE: "应一声",
    Talk.MANIPULATION: "指使机器人",
    Talk.PRIVATE: "打听私人信息",
}
RULE_NAMES = {
    "emergency": "险情",
    "not_a_question": "寒暄",
    "not_for_a_clerk": "不该查的事",
    "person_wanted": "要人工",
    "guide_field": "办事指南的一项",
    "outside_district": "区外的事",
    "quoted_answer": "引原文作答",
    "fact_missing": "知道这件事，没写这一点",
    "department_known": "知道归谁管",
    "out_of_scope": "不在范围",
}
