"""What goes in is found again, once, and what goes out is gone."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.dates import PartialDate
from corpus.reading import Rejection
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore.archive import Archive
from vectorstore.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    BadMatch,
    SettingsMismatch,
    UnknownArticle,
)
from vectorstore.indexing import Progress
from vectorstore.scope import EVERYTHING, Scope
from vectorstore.settings import ArchiveSettings


def found_by_words(archive: Archive, match: str, scope: Scope = EVERYTHING) -> list[tuple[str, int]]:
    numbers = [number for number, _ in archive.search_words([match], scope, 20)]
    return [(found.passage.article_id, found.passage.start) for found in archive.passages(numbers)]


def found_by_vector(archive: Archive, question: str, scope: Scope = EVERYTHING) -> list[tuple[str, int]]:
    vector = archive.encoder.encode_question(question)
    numbers = [number for number, _ in archive.search_vector(vector, scope, 20)]
    return [(found.passage.article_id, found.passage.start) for found in archive.passages(numbers)]


def test_articles_come_back_as_they_went_in(archive: Archive) -> None:
    full = replace(
        article("a", "One day.\n«Œuvre» 😀 naïve — done."),
        url="https://example.org/a",
        authors=("Ann", "Bo"),
        published=PartialDate(2024, 2),
    )
    bare = replace(article("b", "Nothing is known."), title="", publisher=None, published=None)
    archive.index([full, bare])
    assert [archive.article("a"), archive.article("b")] == [full, bare]
    assert list(archive.articles()) == [full, bare]
    with pytest.raises(UnknownArticle, match="'c'"):
        archive.article("c")


def test_passages_are_the_articles_text(archive: Archive) -> None:
    archive.index([article("ann"), article("bob", "Zürich 😀 grew. It froze.\nThen “it” thawed.")])
    numbers = [number for number, _ in archive.search_words(['"a"', '"it"', '"grew"'], EVERYTHING, 50)]
    stored = archive.passages(numbers)
    assert {one.passage.article_id for one in stored} == {"ann", "bob"}
    for one in stored:
        source = archive.article(one.passage.article_id)
        assert one.text == source.text[one.passage.start : one.passage.end]
        assert (one.title, one.publisher, one.published, one.url, one.sha256) == (
            source.title,
            source.publisher,
            source.published,
            source.url,
            source.sha256,
        )
    assert [one.number for one in archive.passages(numbers[::-1])] == numbers[::-1]
    assert archive.passages([10**9]) == []


def test_indexing_again_changes_nothing(archive: Archive, encoder: HashingEncoder) -> None:
    articles = [article("ann"), article("bob")]
    first = archive.index(articles)
    assert (first.added, first.changed, first.unchanged) == (2, 0, 0)
    assert first.passages == first.embedded == archive.extent().passages == len(encoder.texts)
    before = archive.info()
    encoder.texts.clear()
    again = archive.index(articles)
    assert (again.added, again.changed, again.unchanged, again.passages) == (0, 0, 2, 0)
    assert encoder.texts == []
    assert archive.info() == before
    assert archive.check().problems == ()


def test_a_changed_article_is_gone_everywhere(archive: Archive, encoder: HashingEncoder) -> None:
    archive.index([article("ann", "The heron slept.\nThe mayor resigned."), article("bob")])
    encoder.texts.clear()
    report = archive.index([article("ann", "The heron slept.\nThe mayor stayed.")])
    assert (report.added, report.changed, report.unchanged) == (0, 1, 0)
    assert archive.article("ann").text.endswith("stayed.")
    assert found_by_words(archive, '"resigned"') == []
    assert found_by_words(archive, '"stayed"') == [("ann", 0)]
    assert archive.frequencies(["resign", "stai"]) == {"resign": 0, "stai": 1}
    assert archive.extent().articles == 2
    assert archive.check().problems == ()  # Chroma holds the ids and vectors of the new text alone


def test_only_new_text_is_embedded(archive: Archive, encoder: HashingEncoder) -> None:
    text = "\n".join(f"The {word} story fills one passage of about twelve words today." for word in "abcd")
    archive.index([article("ann", text)])
    encoder.texts.clear()
    report = archive.index([article("ann", text.replace("The d story", "The other story")), article("bob", text)])
    assert (report.passages, report.embedded) == (8, 1)
    assert encoder.texts == ["The other story fills one passage of about twelve words today."]


def test_wire_copies_are_both_found(archive: Archive, encoder: HashingEncoder) -> None:
    archive.index([article("ann", "The ferry sank."), article("bob", "The ferry sank.", publisher="Courier")])
    assert len(encoder.texts) == 1
    assert sorted(found_by_words(archive, '"ferry"')) == [("ann", 0), ("bob", 0)]
    assert sorted(found_by_vector(archive, "ferry")) == [("ann", 0), ("bob", 0)]
    assert found_by_vector(archive, "ferry", Scope(publishers=("Courier",))) == [("bob", 0)]
    archive.remove(["ann"])
    assert found_by_vector(archive, "ferry") == [("bob", 0)]
    assert archive.check().problems == ()


def test_removing_and_adding_back_gives_the_same_results(archive: Archive) -> None:
    articles = [article(name) for name in ("ann", "bob", "cyd")]
    archive.index(articles)
    before = found_by_words(archive, '"bridge" OR "ann"'), found_by_vector(archive, "bob bridge")
    archive.remove(["ann", "bob"])
    assert [one.id for one in archive.articles()] == ["cyd"]
    assert {name for name, _ in found_by_words(archive, '"bridge"')} == {"cyd"}
    archive.index(articles)
    after = found_by_words(archive, '"bridge" OR "ann"'), found_by_vector(archive, "bob bridge")
    assert [set(found) for found in after] == [set(found) for found in before]
    assert archive.check().problems == ()


def test_removing_an_unknown_article_removes_nothing(archive: Archive) -> None:
    archive.index([article("ann")])
    with pytest.raises(UnknownArticle, match=r"'bob', 'cyd'.*nothing was removed"):
        archive.remove(["ann", "bob", "cyd"])
    assert archive.article("ann") == article("ann")


def test_rejections_pass_through_and_a_taken_id_is_one(archive: Archive) -> None:
    bad = Rejection(Path("x.txt"), 3, "no text")
    report = archive.index([article("ann"), bad, article("ann"), article("ann", "Another story.")])
    assert (report.added, report.unchanged) == (1, 1)
    assert report.rejected[0] is bad
    assert "'ann'" in report.rejected[1].reason
    assert archive.article("ann") == article("ann")


def test_progress_counts_every_article(archive: Archive) -> None:
    seen: list[Progress] = []
    archive.index([article(name) for name in "abc"], seen.append, total=3)
    assert seen[-1].articles == seen[-1].articles_total == 3
    assert seen[-1].passages == archive.extent().passages
    assert seen[-1].seconds_left == 0
    assert [one.articles for one in seen] == sorted(one.articles for one in seen)
    assert Progress(1, 4, 30, 2.0).passages_per_second == 15
    assert Progress(1, 4, 30, 2.0).seconds_left == 6
    assert Progress(1, None, 30, 2.0).seconds_left is None


def test_info(archive: Archive) -> None:
    archive.index([article("a", published="2024-02"), article("b", publisher="Courier"), article("c", published=None)])
    facts = archive.info()
    assert (facts.articles, facts.passages) == (3, archive.extent().passages)
    assert facts.publishers == (("Gazette", 2), ("Courier", 1))
    assert (facts.first, facts.last) == (date(2024, 2, 1), date(2025, 6, 1))
    assert facts.settings == SMALL
    assert facts.bytes > 10_000


def test_info_of_an_empty_archive(archive: Archive) -> None:
    facts = archive.info()
    assert (facts.articles, facts.passages, facts.publishers, facts.first, facts.last) == (
        0,
        0,
        (),
        None,
        None,
    )
    assert archive.check().problems == ()
    assert found_by_vector(archive, "anything") == []


def test_a_word_in_title_and_text_counts_more_than_in_either(archive: Archive) -> None:
    archive.index(
        [
            replace(article("title", "The heron slept."), title="Regatta"),
            article("text", "A regatta was held."),
            replace(article("both", "A regatta was held."), title="Regatta"),
            article("neither", "The heron slept."),
            *(article(f"other {number}", "It rained.") for number in range(6)),
        ]
    )
    found = archive.search_words(['"regattas"'], EVERYTHING, 20)
    stored = archive.passages([number for number, _ in found])
    scores = {one.passage.article_id: score for one, (_, score) in zip(stored, found, strict=True)}
    assert scores.keys() == {"title", "text", "both"}
    # 3 of 10 passages hold it
    assert scores["title"] == scores["text"] == pytest.approx(math.log(7.5 / 3.5))
    assert scores["both"] == pytest.approx(1.5 * scores["text"])


def test_rarer_words_count_more_and_scores_add_up(archive: Archive) -> None:
    archive.index(
        [
            article("rare", "A heron."),
            article("often", "It grew."),
            article("all", "A heron grew."),
            article("again", "It grew and grew."),
            *(article(f"other {number}", "It rained.") for number in range(6)),
        ]
    )
    found = archive.search_words(['"heron"', '"grew"', '"unheard"'], EVERYTHING, 50)
    heron, grew = math.log(8.5 / 2.5), math.log(7.5 / 3.5)
    assert [score for _, score in found] == pytest.approx([heron + grew, heron, grew, grew])
    assert archive.search_words(['"heron"', '"grew"'], EVERYTHING, 3) == found[:3]
    assert archive.search_words([], EVERYTHING, 3) == archive.search_words(['"unheard"'], EVERYTHING, 3) == []


def test_words_asked_for_again_are_found_where_they_now_stand(archive: Archive) -> None:
    archive.index([article("a", "A heron slept.")])
    assert len(archive.search_words(['"heron"'], EVERYTHING, 5)) == 1
    archive.index([article("b", "A heron grew.")])
    with archive.reading():
        (first, _), (second, _) = archive.search_words(['"heron"'], EVERYTHING, 5)
        assert archive.search_words(['"heron"'], EVERYTHING, 5)[0][0] == first < second
    archive.remove(["a"])
    assert [number for number, _ in archive.search_words(['"heron"'], EVERYTHING, 5)] == [second]


def test_words_go_from_memory_when_it_is_full(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.word_search._KEPT", 1)
    archive.index([article("a", "A heron slept."), article("b", "A heron grew.")])
    for _ in range(2):
        assert len(archive.search_words(['"heron"', '"grew"', '"slept"'], EVERYTHING, 5)) == 2


def test_a_bad_match_expression_is_explained(archive: Archive) -> None:
    with pytest.raises(BadMatch, match="double quotes"):
        archive.search_words(['"unclosed'], EVERYTHING, 5)


def test_terms_of_the_index(archive: Archive) -> None:
    archive.index([article("a", "Herons and heroes.\nThe heron's São Paulo trip.")])
    assert archive.terms("her") == [("hero", 1), ("heron", 1)]
    assert archive.frequencies(["heron", "absent"]) == {"heron": 1, "absent": 0}


def test_a_missing_archive_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="dateline index PATH"):
        Archive.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_other_settings_are_refused(archive: Archive) -> None:
    with pytest.raises(
        SettingsMismatch, match=r"passage_size=12.*passage_size=13.*`dateline index PATH\.\.\. --archive NEW_FOLDER`"
    ):
        Archive.open(archive.folder, replace(SMALL, passage_size=13))
    with Archive.open(archive.folder) as opened:
        assert opened.settings == SMALL


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="name another folder"):
        Archive.open(tmp_path / "file" / "archive", SMALL)


def test_settings_that_cannot_be_read_are_damage() -> None:
    assert ArchiveSettings.from_json(SMALL.to_json()) == SMALL
    with pytest.raises(ArchiveDamaged):
        ArchiveSettings.from_json('{"colour": 3}')
