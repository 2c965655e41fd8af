"""The shelf of indexes: one folder for each content, the newest few."""

from dataclasses import replace
from pathlib import Path

from bot.service.index_shelf import KEPT, IndexShelf
from bot.service.snapshot import Snapshot
from corpus.model import Corpus
from tests.service.conftest import corpus_of


def test_the_same_content_has_the_same_place(tmp_path: Path) -> None:
    """Whatever its version, and whoever asks; any other content has another, which takes over what was cut."""
    shelf = IndexShelf(tmp_path)
    Snapshot.build(1, corpus_of(3), shelf)

    first = shelf.place(corpus_of(3))
    assert IndexShelf(tmp_path).place(replace(corpus_of(3), departments=())) == first
    other = shelf.place(corpus_of(4))
    assert other != first
    assert (other / "passages" / "cut" / "manifest.json").exists()
    assert Snapshot.build(2, corpus_of(4), shelf).corpus == corpus_of(4)


def test_the_oldest_go(tmp_path: Path) -> None:
    """Publishing for years does not fill the disk; what was used last stays."""
    shelf = IndexShelf(tmp_path)
    places = [shelf.place(corpus_of(days)) for days in range(3, 5 + KEPT)]

    assert set(tmp_path.iterdir()) == set(places[-KEPT:])


def test_without_a_place_to_write_to_nothing_fails(tmp_path: Path) -> None:
    """The index is then built in memory."""
    (tmp_path / "file").write_text("")

    assert Snapshot.build(1, Corpus(), IndexShelf(tmp_path / "file")).version == 1
