from pathlib import Path

import pytest
from hypothesis import given, settings

from corpus.folder import bundled, load_folder, save_folder
from corpus.model import Corpus, CorpusFormatError
from tests.corpus.strategies import corpora


@settings(max_examples=30)
@given(corpus=corpora)
def test_a_saved_folder_is_loaded_as_it_was(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> None:
    """Export and import of a whole corpus are identical."""
    folder = tmp_path_factory.mktemp("corpus")

    save_folder(corpus, folder)

    assert load_folder(folder) == corpus


def test_the_bundled_corpus_can_be_exported_and_imported(tmp_path: Path) -> None:
    """What comes with Sanfang is itself such a folder."""
    save_folder(bundled(), tmp_path)

    assert load_folder(tmp_path) == bundled()


def test_other_files_in_the_folder_do_not_matter(tmp_path: Path) -> None:
    """Hidden files and files of other kinds are left alone, and what is absent is empty."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / ".draft.md").write_text("草稿", encoding="utf-8")
    (tmp_path / "articles" / "notes.txt").write_text("笔记", encoding="utf-8")

    assert load_folder(tmp_path) == Corpus()


def test_a_broken_file_is_named_with_its_place(tmp_path: Path) -> None:
    """The editor learns which of many files is wrong."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "dog.toml").write_text('id = "dog', encoding="utf-8")

    with pytest.raises(CorpusFormatError, match=r"^guides/dog\.toml 第1行"):
        load_folder(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """A path that does not exist is not taken for an empty corpus."""
    with pytest.raises(CorpusFormatError, match="没有这个文件夹"):
        load_folder(tmp_path / "nowhere")
