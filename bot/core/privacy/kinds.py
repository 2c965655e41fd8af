"""The kinds of personal data that are recognised."""

from enum import StrEnum


class PersonalData(StrEnum):
    """A kind of personal data; its value is the word a citizen knows it by."""

    ID_NUMBER = "身份证号"
    MOBILE = "手机号"
    HOME_PHONE = "家庭电话"
    BANK_CARD = "银行卡号"
    SOCIAL_CARD = "社保卡号"
    PASSPORT = "护照号"
    TRAVEL_PERMIT = "通行证号"
    LICENCE_PLATE = "车牌号"
    EMAIL = "邮箱"
    WECHAT = "微信号"
    QQ = "QQ号"
    ADDRESS = "住址"
    NAME = "姓名"
