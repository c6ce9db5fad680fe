"""Answers and passages of one small article, for the tests of what judges them."""

from datetime import date

from corpus.article import Article
from corpus.passages import Passage
from qa.answer import Answer, AnswerScope, Finding, Outcome, Quote, Receipt
from vectorstore.retrieval import RetrievedPassage

TODAY = date(2025, 12, 20)
TEXT = "Ann Lee was reinstated on November 4.\nOfficials said there was no relation to Bob."
ARTICLE = Article(id="one", title="Ann returns", text=TEXT)
ARTICLES = {"one": ARTICLE}


def cut(text: str, article: Article = ARTICLE) -> Quote:
    start = article.text.index(text)
    return Quote.cut(article, start, start + len(text), text)


def answer(
    text: str,
    *quotes: Quote,
    outcome: Outcome = "answered",
    values: tuple[str, ...] = (),
    asked_on: date = TODAY,
) -> Answer:
    return Answer(
        question="?",
        asked_on=asked_on,
        outcome=outcome,
        answer=text,
        findings=tuple(Finding(value, "asserted", None, None, 1.0, ()) for value in values),
        quotes=quotes,
        scope=AnswerScope(None, None, "either", (), (), "everything"),
        receipt=Receipt(1, 1, 0, 1, (), None),
        confidence=0.5,
        seconds={"total": 0.0},
    )


def passage(article: str, text: str) -> RetrievedPassage:
    return RetrievedPassage(Passage(article, 0, len(text)), text, "", "", None, None, None, {"dense": 1}, 1.0)
