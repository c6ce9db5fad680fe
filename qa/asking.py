"""What a question asks for, by the words that ask: a person, a place, a number, yes or no, or no one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from corpus.words import STOP_WORDS, Word

Kind = Literal["person", "place", "organisation", "date", "number", "yes_no", "reason", "list", "other"]

_PERSON = frozenset(
    """actor actress ambassador athlete author billionaire boss boxer candidate captain celebrity chancellor chief
    coach comedian commander defector designer diplomat director driver envoy founder general golfer governor head
    host judge justice king lawmaker lawyer leader man mayor minister model monarch musician officer official owner
    person player poet politician pop-star president prince princess queen rapper rival sailor scientist senator
    singer soldier speaker spokesman spokeswoman star successor suspect swimmer
    victim winner woman writer""".split()
)
_PLACE = frozenset(
    """airport area base capital city continent country county district embassy hometown island location nation
    neighbourhood place port province region school state town venue village university""".split()
)
_ORGANISATION = frozenset(
    """agency airline airlines army automaker bank brand broadcaster business carmaker channel chain club company
    corporation court firm group league magazine maker manufacturer militia ministry network newspaper organisation
    organization party platform publisher retailer studio team union university""".split()
)
NAMED = _PERSON | _PLACE | _ORGANISATION
"""Nouns of what has a name of its own."""
DATED = frozenset("century date day decade month season time weekday year".split())
NUMBERED = frozenset(
    """age amount cost fraction height length number percent percentage price proportion rate score share size speed
    sum temperature total value""".split()
)
_AUXILIARY = frozenset(
    """is are was were am do does did has have had can could will would shall should may might must""".split()
)
_CONTRACTED = re.compile(
    r"\W*(?P<verb>is|are|was|were|do|does|did|has|have|had|could|would|should|might|must|ca|wo|sha)n['’]t\b",
    re.IGNORECASE,
)
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
TRUE_OR_FALSE = re.compile(r"^\W*(?:is it )?true or false\b\W*", re.IGNORECASE)
"""How a question begins that is answered "true" or "false"."""
_ORDERS = re.compile(r"^(?:please\s+)?(?:name|list|give|identify|tell)\b", re.IGNORECASE)
_POLITE = re.compile(
    r"^(?:please\s+)?(?:(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?)?tell\s+(?:me|us)|do\s+you\s+know|"
    r"I(?:\s+would|['’]d)?\s+(?:want|like)\s+to\s+know)\s+"
    r"(?=(?:(?:at|by|for|from|in|on|to|with)\s+)?(?:who|whom|whose|when|where|why|how|which|what)\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:please\s+)?(?:(?:(?:can|could)\s+you\s+)?tell\s+(?:me|us)|what\s+(?:is\s+known|do\s+(?:you|we)\s+know|"
    r"can\s+you\s+tell\s+(?:me|us))|(?:give\s+me\s+)?information)\s+"
    r"(?:(?:something|anything|more|all|everything)\s+)?(?:about|on)\s+",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(?:(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|thanks|thank you|cheers|bye|goodbye|ok|okay|great)"
    r"(?: (?:there|all|everyone|again|very much|so much|a lot))?"
    r"(?=\s*(?:[,.!?;:…–—]|\Z)|\s+(?:who|whom|whose|when|where|why|how|which|what|tell|can|could|is|was|did|hi)\b)\W*)+",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:what|which)\s+(?:(?:is|was|are|were)\s+(?:the\s+)?(?:\w+\s+)?)?(?:reasons?|causes?|grounds?)\b|"
    r"\bwhat\s+(?:\w+ly\s+)?(?:led\s+(?:[\w’'-]+\s+){0,4}?to|caused|causes|made|prompted|triggered|sparked|provoked|"
    r"forced|drove|motivated)\b|"
    r"^\s*what\b.*\b(?:(?:caused|triggered|sparked|prompted|provoked)\s+by|blamed\s+on|attributed\s+to|due\s+to|"
    r"die[sd]?\s+(?:of|from))\W*$|\bhow come\b",
    re.IGNORECASE,
)
_MADE = re.compile(r"^what\s+(?:\w+ly\s+)?(?:made|led|drove|forced)\b", re.IGNORECASE)
_HOW_NUMBER = frozenset("many much old long far big tall large high fast often deep heavy".split())
_NOT_FOCUS = frozenset(
    "kind type sort part name one ones of the other current former new these those following".split()
)
NO_TERMS = (TRUE_OR_FALSE, _POLITE, _ABOUT, _GREETING, _MADE, _CONTRACTED)
_OF_STATES = ("person", "place", "organisation", "number", "other")
_OF_NOW = re.compile(
    r"\b(?:who|whom|what|which|where|how)\b(?:(?!\b(?:did|was|were|had|has|have|will|would|that|says?|claims?)\b)[^?])*?"
    r"(?:(?:\b(?:is|are)|(?:(?<=who)|(?<=what)|(?<=where)|(?<=how))['’]s)\b(?!\s+(?:\w+\s+)?\w+ed\b)|\b(?:does|do)\b"
    r"(?![^?]*\b(?:say|think|mean|claim|predict|expect)\b))|"
    r"^\W*who\s+(?:now\s+|currently\s+)?(?!(?:was|has|says|claims|thinks|predicts)\b)[a-z]+[^s\W]s\b",
    re.IGNORECASE,
)


def uncontracted(question: str) -> str:
    """A question without the "n't" of the auxiliary that opens it; no other word changes its place.

    >>> uncontracted("Won't Berg stay?")
    'will  Berg stay?'
    """
    found = _CONTRACTED.match(question)
    if found is None:
        return question
    plain = _WHOLE.get(found["verb"].lower(), found["verb"])
    return question[: found.start("verb")] + plain.ljust(found.end() - found.start("verb")) + question[found.end() :]


def asks_of_now(question: str, kind: Kind) -> bool:
    """Whether a question asks for what still is so: who holds a post, where one lives."""
    return kind in _OF_STATES and _OF_NOW.search(question) is not None


def asks_for_no_one_thing(question: str, kind: Kind, lower: Sequence[str]) -> bool:
    """Whether whole sentences are wanted: "Tell me about Ana Berg", or key words; `lower` are its words."""
    if _ABOUT.match(question):
        return True
    if kind != "other" or len(lower) > _KEY_WORDS or _GREETING.fullmatch(question) or _BLANK.search(question):
        return False
    return (_QUESTION_WORDS | {"this"}).isdisjoint(lower) and not any(_is_auxiliary(word) for word in lower)


_KEY_WORDS = 8
"""Words of a search at the most; what is longer is a sentence that leaves its reader to guess one thing of it."""
_BLANK = re.compile(r"(?:[:_…–—-]|\.\.\.)\W*$|__")
"""A gap to be filled in: "The bridge was opened by ___"."""


def kind_of(question: str, everything: list[Word]) -> tuple[Kind, Word | None]:
    """By the last sentence, the one that asks: by the word that opens it, else by its last question word."""
    if _ABOUT.match(question):
        return "other", None
    polite = _POLITE.match(question)
    if polite is not None:
        asks = " " * polite.end() + question[polite.end() :]
        return kind_of(asks, [word for word in everything if word.start >= polite.end()])
    opening = max((match.end() for match in _SENTENCE_END.finditer(question.rstrip(" ?"))), default=0)
    asking = [word for word in everything if word.start >= opening] or everything
    lower = [word.text.lower() for word in asking]
    if not lower:
        return "other", None
    if _ORDERS.match(question):
        return "list", _focus(asking[1:])
    if _is_auxiliary(lower[0]) or TRUE_OR_FALSE.match(question):
        return "yes_no", None
    if _REASON.search(question):
        return "reason", None
    places = [place for place, word in enumerate(lower) if word in _QUESTION_WORDS]
    if not places:
        return "other", None
    opens = all(word in STOP_WORDS for word in lower[: places[0]])  # "at which", "according to whom"
    return _kind_at(asking, places[0] if opens else places[-1], question)


def _is_auxiliary(word: str) -> bool:
    return word in _AUXILIARY or _CONTRACTED.fullmatch(word) is not None


_QUESTION_WORDS = frozenset("who whom whose when where why how which what".split())
_SENTENCE_END = re.compile(r"(?<=[a-z)”\"][.!?])\s+(?=[A-Z])")
_COSTS = re.compile(r"\b(?:cost|earn|weigh|pay|paid|worth)\b", re.IGNORECASE)
_WHAT_IS_THE = re.compile(r"\bwhat(?:['’]s| is| was| are| were)\s+the\s+(?:name of\s+(?:the\s+)?)?", re.IGNORECASE)


def _kind_at(asking: list[Word], place: int, question: str) -> tuple[Kind, Word | None]:
    word, rest = asking[place].text.lower(), asking[place + 1 :]
    following = rest[0].text.lower() if rest else ""
    if word == "how" and following in _HOW_NUMBER:
        return "number", _focus(rest[1:]) if following in ("many", "much") else None
    if word in ("which", "what"):
        kind, focus = _kind_of_noun(_focus(rest))
        if focus is None and word == "what":
            return _kind_of_what(question, rest)
        return kind, focus
    kinds: dict[str, Kind] = {"when": "date", "where": "place", "why": "reason", "how": "other"}
    return kinds.get(word, "person"), None


def _kind_of_what(question: str, rest: list[Word]) -> tuple[Kind, Word | None]:
    """Of "what did it cost" and "what is the capital of"."""
    named = _WHAT_IS_THE.search(question)
    if named is not None:
        kind, _ = _kind_of_noun(_focus([word for word in rest if word.start >= named.end()]))
        return kind, None
    return ("number", None) if _COSTS.search(question) else ("other", None)


def _kind_of_noun(focus: Word | None) -> tuple[Kind, Word | None]:
    if focus is None:
        return "other", None
    noun = focus.text.lower()
    forms = {noun, noun.removesuffix("s"), noun.removesuffix("ies") + "y", noun.removesuffix("es")}
    groups: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("person", _PERSON),
        ("place", _PLACE),
        ("organisation", _ORGANISATION),
        ("date", DATED),
        ("number", NUMBERED),
    )
    return next(((kind, focus) for kind, nouns in groups if forms & nouns), ("other", focus))


def _focus(rest: list[Word]) -> Word | None:
    """The last word of the noun phrase that the question word opens: "(which) Syrian diplomat (in)"."""
    focus = None
    for word in rest[:5]:
        lower = word.text.lower()
        if focus is None and (lower in _NOT_FOCUS or lower.endswith(("ly", "ed"))):
            continue
        if word.is_stop or lower == "since" or _looks_like_verb(lower, focus):
            break
        focus = word
    return focus


def _looks_like_verb(word: str, focus: Word | None) -> bool:
    return focus is not None and (word.endswith("ed") or word in _COMMON_VERBS)


_COMMON_VERBS = frozenset(
    """won lost became made took gave went came left fell rose led said told sold bought broke beat hit held got began
    sent found met ran fled recently just first stand stands make makes win wins take takes face faces""".split()
)
