"""The words of the sample week: how made-up citizens ask beside the ways that the corpus knows, and what staff reply."""

PLAIN = ("{duty}", "{duty}怎么办", "请问{duty}怎么办理", "我想问一下{duty}怎么办", "{duty}要怎么办呢")
"""The same asked in near wordings."""
OTHER = ("{duty}要带什么材料", "{duty}要多少钱", "{duty}几天能办好", "{duty}在哪里办")
"""Other facts wanted of the same."""
OF_A_GUIDE = ("{name}怎么办", "{name}要什么材料", "{name}在哪里办", "{name}收费吗", "{name}要几天")
SMALL_TALK = ("你好", "谢谢", "在吗", "好的，谢谢", "再见")
ELSEWHERE = ("明天会下雨吗", "帮我写一首诗", "哪只股票会涨", "附近有什么好吃的", "推荐一部电影")
REPLIES = (
    "您好，这件事由我们窗口办理，您工作日带上身份证过来就可以，到了取号。",
    "您好，可以办。先在窗口填一张表，材料齐的当天就能受理。",
    "您好，我帮您看过了，您的情况可以办，材料缺的那一样可以后补。",
    "您好，这个要先到所在的村、社区开个证明，再到我们窗口来。",
    "您好，本人不方便来的话可以委托家里人，带上两个人的身份证。",
)
PROMISED = "您好，这个我要和科室核实一下，三个工作日内答复您。"
KEPT = "您好，核实过了：可以办理，请您方便的时候到窗口来。"
REFERRAL = "请到户籍所在地的办事大厅咨询"
FOLLOW_UPS = ("要预约吗", "中午可以来吗", "孩子的也一起办可以吗", "外地户口也一样吗")
PROGRESS = "正在准备样例：第 {day} 天，已有 {asked} 个提问"
READY = "样例已经备好：{asked} 个提问，{cases} 次三方通话，{clusters} 类还答不上的问题。数据目录：{home}"
LOOK = "也可以看：\n  SANFANG_HOME={home} sanfang stats\n  SANFANG_HOME={home} sanfang log"
SIGN_IN = "登录名 {name}，密码 {password}（第一次登录要换）"
REVIEWER = "样例管理员"
TAKEN = "{home} 里已经有提问记录。样例只写进空的数据目录，请换一个，或不写 --home。"
