"""The cards as files, read back by programs that are not ours."""

import io
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from bot.cards import fonts as fonts_module
from bot.cards.errors import CardError
from bot.cards.fonts import Fonts, find_fonts
from bot.cards.printing import Format, print_cards
from bot.cli.app import run
from tests.cards.samples import card

pytestmark = pytest.mark.xdist_group("cards")  # they share a font and the files
CARDS = [card(id=f"card-{number}", name=f"第{number}种租车卡") for number in range(5)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, fonts: Fonts) -> Path:
    """Five cards, printed in every format."""
    made: Path = tmp_path_factory.mktemp("cards")
    list(print_cards(CARDS, fonts, made, list(Format)))
    return made


def decoded(picture: bytes) -> set[str]:
    """What the codes of a picture lead to."""
    return {each.text for each in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))}


def test_the_code_leads_to_the_guide(folder: Path) -> None:
    """An independent reader finds each card's own link in its picture."""
    for each in CARDS:
        assert decoded((folder / f"{each.id}.png").read_bytes()) == {each.url}


def test_four_on_a_page(folder: Path) -> None:
    """Five cards are five A6 pages, or two A4 pages, the first with four codes."""
    pages, sheets = pypdfium2.PdfDocument(folder / "cards.pdf"), pypdfium2.PdfDocument(folder / "cards-a4.pdf")
    picture = io.BytesIO()
    sheets[0].render(scale=2).to_pil().save(picture, "PNG")

    assert [round(side / 72 * 25.4) for side in pages[0].get_size()] == [105, 148]
    assert [round(side / 72 * 25.4) for side in sheets[0].get_size()] == [210, 297]
    assert (len(pages), len(sheets)) == (5, 2)
    assert decoded(picture.getvalue()) == {each.url for each in CARDS[:4]}


def test_the_words_and_the_fonts_are_in_the_pdf(folder: Path) -> None:
    """The text can be searched, and the font travels with the file, only the characters that are used."""
    text = pypdfium2.PdfDocument(folder / "cards.pdf")[3].get_textpage().get_text_bounded()
    content = (folder / "cards.pdf").read_bytes()

    assert "第3种租车卡" in text
    assert "0571-62345678" in text
    assert b"/FontFile" in content
    assert b"+Squares" in content


def test_the_svg_needs_no_font(folder: Path) -> None:
    """It is well-formed, draws outlines only, and tells its words to who cannot see it."""
    root = ET.parse(folder / "card-0.svg").getroot()  # noqa: S314 (our own file)
    kinds = {child.tag.rpartition("}")[2] for child in root}

    assert kinds == {"title", "desc", "rect", "path"}
    assert "便民亭。" in "".join(child.text or "" for child in root if child.tag.endswith("desc"))


def test_no_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a Chinese font one is told how to get it; a file that is no font is named."""
    monkeypatch.setattr(fonts_module, "FAMILIES", ())
    with pytest.raises(CardError, match="apt install fonts-noto-cjk"):
        find_fonts()
    for name in ("broken.ttf", "broken.ttc"):
        (tmp_path / name).write_bytes(b"no font")
        with pytest.raises(CardError, match=f"{name} 读不了"):
            find_fonts(tmp_path / name).regular.check("字")


def test_the_command(
    tmp_path: Path, font_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One guide by its name as SVG; an unknown guide, bot or format is told with what is near."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path / "home"))
    common = ["--out", str(tmp_path / "out"), "--font", str(font_file), "--bot"]

    assert run(["card", "养犬许可证", *common, "@xiaoshan_bot", "--format", "svg"]) == 0
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / "dog-licence.svg")]
    assert run(["card", "养犬许", *common, "xiaoshan_bot"]) == 1
    assert "是不是：养犬许可证申领" in capsys.readouterr().err
    assert run(["card", *common, "我的机器人"]) == 2
    assert run(["card", *common, "xiaoshan_bot", "--format", "docx"]) == 2
    assert "pdf、png、svg" in capsys.readouterr().err
