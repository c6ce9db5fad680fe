"""A saved web page becomes facts and text, with trafilatura."""

from __future__ import annotations

import logging

from corpus.errors import UnreadableError
from corpus.facts import Facts

# what they have to say of a page is said by the rejection
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(page: str) -> tuple[Facts, str]:
    """What a page states of its article, and the article's text, furniture of the rougher kind already gone.

    UnreadableError if no article can be found on the page.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.1 s, and only pages need it

    try:
        found = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            # the date that the page declares; the extensive search takes any date that stands on it
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as exc:  # a hostile page can raise anything in there; it must not end the run
        raise UnreadableError(f"not a page that can be read ({type(exc).__name__}: {exc})") from exc
    if found is None or isinstance(found, dict) or not found.text:
        raise UnreadableError("no article on this page; save the article's own page, or its text as .txt")
    stated = {
        "title": found.title,
        "publisher": found.sitename,
        "published": found.date,
        "url": found.url,
        "authors": found.author,
    }
    return Facts.of(stated), found.text
