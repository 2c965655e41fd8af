"""What editors of the corpus read."""

from corpus.change import Kind
from corpus.model import GuideField

KINDS = {Kind.ARTICLE: "文章", Kind.GUIDE: "办事指南", Kind.DEPARTMENT: "部门", Kind.GLOSSARY: "词表"}
NO_ENTRY = "没有编号为 {id} 的{kind}，也许已经撤下了。"
NO_ENTRY_AT_ALL = "没有编号为 {id} 的文章、办事指南或部门，也许已经撤下了。"
LIST_TYPED = "全部编号：sanfang corpus list"
AMBIGUOUS = "编号 {id} 有几样东西在用（{kinds}），请说明是哪一样。"
KIND_TYPED = "用 --kind 说明。"
NOTHING = "草稿是空的，没有可以发布的改动。请先导入或修改。"
IMPORT_TYPED = "例如：sanfang corpus import 文件"
BLOCKED = "还不能发布，有 {count} 处必须先改：\n{problems}"
UNCONFIRMED = "有 {count} 处要您一一确认才能发布：\n{told}"
CONFIRM_TYPED = "\n确认没有问题，就加上：--confirm {names}"
REGRESSION = "  {name}：“{question}”发布后答不出了，或者不是从原来的条文里答的"
PRIVATE = "  {name}：{told}"
BAD_ID = "编号 {id} 不能用：编号只能用小写字母、数字和连字符，最多40个字符。请换一个编号；这次什么也没有改动。"
PERSONAL = "第{order}段里好像有个人信息（{kinds}），请删去或遮盖；如果本来就该公开，发布时确认一下。"
PERSONAL_FIELD = "“{name}”里好像有个人信息（{kinds}），请删去或遮盖；如果本来就该公开，发布时确认一下。"
NO_AUTHOR = "请写明是谁发布的。"
NO_APPROVER = "这里规定发布要有第二个人同意。"
APPROVER_TYPED = "请用 --approver 写明批准人。"
SAME_PERSON = "批准人不能是发布的人，也不能是改过草稿的人（{names}）。"
MOVED = "您看过之后草稿或已发布的版本又变了，这次没有发布。请再看一遍差异，然后发布。"
SAME_VERSION = "第 {version} 版就是现在用的这一版，不用退回。"
SAME_CONTENT = "第 {version} 版的内容和现在用的完全一样，不用退回。"
ROLLED_BACK = "退回第 {version} 版：{reason}"
DRAFT_IN_USE = "草稿里还有 {count} 处没发布的改动。请先发布或放弃它们，再把旧版放进草稿。"
RESTORED = "第 {version} 版"
NOT_ARTICLE = "只有文章和办事指南能有有效期和问法，{id} 是{kind}。"
EMPTY_QUESTION = "请写上市民是怎么问的。"
NO_CASE = "没有编号或受理号为 {case} 的已答复案件。"
NO_FIELD = "没有叫 {field} 的栏目。能写的有：{fields}。"
CASE_SOURCE = "三方通话答复"
CASE_NO_DEPARTMENT = "这个案件的部门 {department} 不在部门表里，发布前请补上。"
CASE_PLACE = "受理案件 {case}"
NOT_IMPORTED = "一个文件也没有读成，草稿没有改动。"
CHANGED_MEANWHILE = "您改 {id} 的时候，别人也改了它，所以这次没有存进草稿。请先看看现在是什么样。"
SHOW_TYPED = "看的命令：sanfang corpus show {id}"
TAKEN = "编号 {id} 已经有{kind}在用了，没有存。请换一个编号。"
CLASHING = "编号 {id} 读到了几种不同的内容，只留下最后读到的（{file}）。如果是几篇不同的文章，请换编号再导入。"
NO_EDITOR = "编辑器没有正常结束，草稿没有改动。用哪个编辑器，可以用环境变量 EDITOR 写明，例如 EDITOR=nano。"
NOT_UTF8 = "编辑器存下的不是 UTF-8 文字，草稿没有改动。请让编辑器用 UTF-8 保存。"
GONE, CHANGED, EXPIRED = "已撤下", "已修改", "已过期"
EMPTY_CORRECTION = "请写上更正的话。"
CORRECTION = "更正：您之前问过“{question}”，当时答您的依据《{title}》后来有变化。\n{text}"
FIELDS = {
    GuideField.PLACE: "办理地点",
    GuideField.PHONE: "咨询电话",
    GuideField.COMPLAINT_PHONE: "投诉电话",
    GuideField.HOURS: "办理时间",
    GuideField.MATERIALS: "申请材料",
    GuideField.STEPS: "办理流程",
    GuideField.CONDITIONS: "办理条件",
    GuideField.LEGAL_LIMIT: "法定时限",
    GuideField.PROMISED_LIMIT: "承诺时限",
    GuideField.FEE: "收费",
    GuideField.ONLINE: "网上办理",
    GuideField.AGENT: "代办",
    GuideField.DELIVERY: "送达方式",
    GuideField.BASIS: "设定依据",
}
FATES = {"withdrawn": GONE, "changed": CHANGED, "expired": EXPIRED}
