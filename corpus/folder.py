"""A corpus as a folder of files: `articles/*.md`, `guides/*.toml`, `departments.toml`, `glossary.toml`."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.formats import markdown, toml
from corpus.model import Corpus, CorpusFormatError, Glossary


def bundled() -> Corpus:
    """The corpus that comes with Sanfang."""
    return load_folder(files("corpus"))


def load_folder(folder: Path | Traversable) -> Corpus:
    """The corpus in a folder; what is absent is empty. Raises CorpusFormatError."""
    if not folder.is_dir():
        raise CorpusFormatError(f"{folder}：没有这个文件夹，请检查路径。")
    departments, glossary = folder / "departments.toml", folder / "glossary.toml"
    return Corpus(
        articles=tuple(markdown.parse(name, data) for name, data in _files(folder, "articles", ".md")),
        guides=tuple(toml.parse_guide(name, data) for name, data in _files(folder, "guides", ".toml")),
        departments=toml.parse_departments(departments.name, departments.read_bytes()) if departments.is_file() else (),
        glossary=toml.parse_glossary(glossary.name, glossary.read_bytes()) if glossary.is_file() else Glossary(),
    )


def _files(folder: Path | Traversable, kind: str, suffix: str) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each file of a kind, in order of id where files are named by it."""
    place = folder / kind
    if not place.is_dir():
        return
    for file in sorted(place.iterdir(), key=lambda file: file.name.removesuffix(suffix)):
        if file.name.endswith(suffix) and not file.name.startswith("."):
            yield f"{kind}/{file.name}", file.read_bytes()


def save_folder(corpus: Corpus, folder: Path) -> None:
    """Write the corpus where `load_folder` reads it back; other files stay."""
    for kind in ("articles", "guides"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for article in corpus.articles:
        _write(folder / "articles" / f"{article.id}.md", markdown.write(article))
    for guide in corpus.guides:
        _write(folder / "guides" / f"{guide.id}.toml", toml.write_guide(guide))
    _write(folder / "departments.toml", toml.write_departments(corpus.departments))
    _write(folder / "glossary.toml", toml.write_glossary(corpus.glossary))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
