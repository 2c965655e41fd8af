"""What editors are told about the files they import."""

NO_FILE = "请先选文件。"
TOO_MANY = "一次最多 20 个文件，您选了 {count} 个，一个也没有读。请分几次选，或者打成一个 zip。"
TOO_BIG = "这些文件加起来超过 20 MB，一个也没有读。请分几次选；单个文件就这么大的，请先拆小，或去掉里面的图片。"
NOTHING_TAKEN = "没有读进草稿，草稿和原来一样。"
DONE = "读进草稿 {all} 条：新增 {new}，更新 {changed}，没有变化 {same}。发布以后市民才看得到。"
NEW, CHANGED, SAME = "新增", "更新", "没有变化"
FOREIGN = "不归您的部门，没有读进草稿，请不限部门的同事来导入"
