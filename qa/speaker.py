"""Who says a sentence: the subject of its verb of saying, as printed."""

from __future__ import annotations

import re

from corpus.sentences import sentence_spans
from qa.names import names_in
from qa.noun_phrases import STOP, Phrase, beside_role, phrase_from, phrase_until

# Only small letters: "United States" says nothing. The plain ones need no object to tell them from a relative
# clause cut short ("the cases reported in May").
_PLAIN = (
    "said|says|say|told|tells|tweeted|tweets|insisted|insists|argued|argues|stressed|stresses|denied|denies|"
    "deny|accused|accuses"
)
_OTHER = (
    "claim(?:s|ed)?|alleg(?:es?|ed)|assert(?:s|ed)?|reveal(?:s|ed)|reported|reports|announc(?:es|ed)|"
    "indicate[sd]?|wrote|writes|added|adds|"
    "confirm(?:s|ed)|maintain(?:s|ed)|state[sd]|warn(?:s|ed)|dismiss(?:es|ed)|reject(?:s|ed)|"
    "acknowledge[sd]|admit(?:s|ted)|believes?|suggest(?:s|ed)?|testifie[sd]|predict(?:s|ed)|concede[sd]|"
    "explain(?:s|ed)|declare[sd]|estimate[sd]?|inform(?:s|ed)|note[sd]|describe[sd]|called|calls|replied|"
    "recalled|vowed|contend(?:s|ed)|disput(?:es|ed)|refute[sd]?|hailed|urged|regretted"
)
_ING = "claiming|saying|informing|alleging|insisting|stressing|asserting|adding|warning|arguing|denying"
_SAYING = re.compile(rf"\b(?:(?P<plain>{_PLAIN})|(?P<other>{_OTHER})|(?P<ing>{_ING}))\b")
_SOURCE = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|(?:reported|compiled|published|released) by)\s+")

# What may follow another verb that tells something; "reported in May" and "claims of fraud" tell nothing.
_TELLS = re.compile(
    r"\s*(?:[:“\"]|,\s*[“\"]|that\b|the\b|this\b|these\b|an?\b|his\b|her\b|its\b|their\b|he\b|she\b|it\b|"
    r"they\b|there\b|any\b|all\b|no\b|why\b|how\b|whether\b|what\b|\d|[A-Z]|[.,;]|"
    r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)
_QUOTE_BEFORE = re.compile(r"[”\"](?:\s[\w.’'-]+){0,5}$")
_NAMING = frozenset(("called", "calls", "described", "describes", "hailed"))
_CALLS = re.compile(
    r"\s+(?:him|her|it|them|[A-Z][\w’'-]*(?:\s[A-Za-z][\w’'-]*){0,4}?)\s+(?:an?|the|as)\b"
    r"|\s+(?:the|an?|his|her)\s[^,;]*?\sas\b"
)
_CALLS_THE = re.compile(_CALLS.pattern + r"|\s+(?:the|an?|his|her|its|it|this)\b")
_NOT_TOLD = re.compile(r"\s+(?:to|in|by|through|against)\b")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|[’']s|as|previously)\s+(?:\w+ly\s+|not\s+|also\s+)?$"
)
_ADVERBS = re.compile(
    r"(?:^|\s+)(?:also|already|both|all|has|have|had|later|then|previously|first|not|never|once|again|still|"
    r"did|would|will|could|may|might|now|just|often|himself|herself|themselves|(?:[a-z]{2,}ly(?<!\bfamily))|"
    r"(?:earlier |late |last )?(?:on )?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s*$"
)
_PRONOUN = re.compile(r"(?:^|[\s,“”\"(])(?<!what )(?:he|she|they|it|He|She|They|It)$")
# News mixes the marks: “...," said he.
_QUOTED = re.compile(r"[“\"][^”\"]*(?:[”\"]|$)|(?<!\w)‘[^’]*[,.?!]’")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^\s)]*(?:\s[^\s)]+){0,2}\)")
_WORD = re.compile(r"[\w$£€%][\w.'’&/-]*")
_PREDICATE = re.compile(
    r"\s*(?:,|\(|(?:who|has|had|have|was|is|are|were|will|would|did|does|also|then|himself|herself|left|fled|"
    r"went|won|told|said|says|made|took|\w+ed|\w+[^s\W]es)\b)"
)
_OPENERS = {"however", "but", "and", "so", "then", "also"}
_GOES_BACK = 3
"""Sentences before, among which a pronoun's name is looked for."""


def speaker_of(sentence: str, before: str = "", at: int | None = None) -> str | None:
    """Who says the sentence, as printed in it or in `before` (what precedes it); None if nobody is told.

    A pronoun, and a quotation without a verb of saying, are traced to `before`. `at` is the place of the verb
    that is meant, if it is not the first.
    """
    bare = _masked(sentence)
    sayings = _sayings(bare)
    for match in sorted(sayings, key=lambda one: (one.start() != at, not _closes(bare, one))):
        phrase = phrase_from(bare, match.end()) if match.lastgroup is None else _sayer(bare, match)
        if phrase is not None:
            return sentence[phrase.start : phrase.end]
        left = _less_adverbs(bare[: match.start()])
        if match.lastgroup and (_PRONOUN.search(left) or _shares_subject(bare, match, left)):
            traced = _antecedent(bare[: len(left)], before)
            if traced is not None or _PRONOUN.search(left):
                return traced
    if is_quotation(sentence):
        return next((told for one in sentences_before(before)[:1] if (told := speaker_of(one)) is not None), None)
    return None


def is_quotation(sentence: str) -> bool:
    """Whether a sentence is all quotation, or nearly: nobody in it says who speaks."""
    spoken = sum(len(match.group()) for match in _QUOTED.finditer(sentence))
    return sentence[:1] in ("“", '"') and spoken >= 0.9 * len(sentence.strip())


def sentences_before(before: str) -> list[str]:
    """The last sentences of what precedes, the nearest first: those that may name whom a pronoun means."""
    return [before[start:end] for start, end in sentence_spans(before)[: -_GOES_BACK - 1 : -1]]


def _masked(sentence: str) -> str:
    """The sentence with what is quoted at length blanked out, the quotation marks kept; scare quotes stay."""

    def blank(match: re.Match[str]) -> str:
        printed = match.group()
        inner = printed[1:-1]
        if len(inner) < 2:
            return printed
        if len(inner.split()) < 3 and inner[-1:] not in ",.?!":
            return printed
        return printed[0] + " " * (len(inner) - 1) + printed[len(inner) :]

    return _BRACKETED.sub(lambda match: " " * len(match.group()), _QUOTED.sub(blank, sentence))


def _sayings(bare: str) -> list[re.Match[str]]:
    """The verbs of saying, and the likes of "according to", in order; less those that only look like them."""
    found = [*_SAYING.finditer(bare), *_SOURCE.finditer(bare)]
    return sorted((match for match in found if _is_saying(bare, match)), key=lambda one: one.start())


def _is_saying(bare: str, match: re.Match[str]) -> bool:
    verb, left, right = match.group(), bare[: match.start()].rstrip(), bare[match.end() :]
    if match.lastgroup is None:
        return True
    if _PASSIVE.search(left + " ") or re.search(r"\b(?:what (?:he|she|they)|so|to)$", left):
        return False
    if verb in _NAMING:
        return (_CALLS if left.endswith(",") else _CALLS_THE).match(right) is not None
    if _NOT_TOLD.match(right) and verb not in ("claimed", "vowed", "said", "says", "confirmed"):
        return False
    if verb in ("added", "adds", "adding"):
        return (
            re.match(r"\s*(?:(?:that|he|she|they|it|this)\b|[“\"]|[.,;:])", right) is not None
            or _QUOTE_BEFORE.search(left) is not None
        )
    told = _TELLS.match(right) or _QUOTE_BEFORE.search(left)
    return match.lastgroup != "other" or told is not None or left.endswith(",")


def _closes(bare: str, match: re.Match[str]) -> bool:
    """Whether it ends its sentence, as in "..., Krebs said on Monday.": then it tells all of it."""
    return match.lastgroup == "plain" and bare[: match.start()].count(",") > 0 and len(bare) - match.end() <= 14


def _shares_subject(bare: str, match: re.Match[str], left: str) -> bool:
    """Whether the subject stands further off: "X fled, saying", "X resigned and said", "..., said he"."""
    if match.lastgroup == "ing":
        return left.endswith(",")
    if left.endswith((",", "”", '"')):
        return re.match(r"\s+(?:he|she|they)\b", bare[match.end() :]) is not None
    return re.search(r"\b(?:and|but)$", left) is not None


def _sayer(bare: str, match: re.Match[str]) -> Phrase | None:
    left = _less_adverbs(bare[: match.start()])
    closed = left.endswith(("”", '"', "’")) or not left
    if closed or left.endswith((",", "?", "!", "–", "—")):
        phrase = phrase_from(bare, match.end())
        sure = closed or match.group() in ("said", "says") or (phrase is not None and phrase.named)
        if sure and match.group() not in ("told", "tells", "informed", "accused") and phrase is not None:
            rest = bare[phrase.end :]
            if closed or re.match(r"\s*(?:[,.;(]|$|of\b|in\b|at\b|who\b)", rest):
                return phrase
        return None if closed else _before_apposition(bare, left)
    return phrase_until(bare, len(left), match.lastgroup == "plain")


def _less_adverbs(left: str) -> str:
    left = left.rstrip()
    while found := _ADVERBS.search(left):
        left = left[: found.start()].rstrip()
    if left.endswith(")") and "(" in left:
        left = left[: left.rindex("(")].rstrip()
    return left


def _before_apposition(bare: str, left: str) -> Phrase | None:
    """The subject in "X, a member of Y, told" and "X, who was there, said"."""
    at = len(left) - 1
    for _ in range(3):
        at = bare.rfind(",", 0, at)
        if at < 0:
            return None
        phrase = phrase_until(bare, at, False)
        if phrase is not None:
            return phrase if phrase.named else beside_role(bare, phrase.start, at) or phrase
    return None


def _antecedent(left: str, before: str) -> str | None:
    """Whom a pronoun means: the subject that opens its sentence, else who speaks before or is told of."""
    opener = _opening(left)
    if opener is not None:
        return opener
    for sentence in sentences_before(before):
        traced = speaker_of(sentence) or _opening(_masked(sentence))
        if traced is not None:
            return traced
    return None


def _opening(bare: str) -> str | None:
    """The name that a sentence opens with, as far as it is its subject."""
    for start, end in names_in(bare)[:1]:
        lead = _WORD.findall(bare[:start].rstrip().rsplit(",", 1)[-1].lower())
        stands_alone = " " in bare[start:end] or _PREDICATE.match(bare, end)
        if stands_alone and bare[end : end + 2] not in ("’s", "'s") and not STOP.intersection(lead[-6:]) - _OPENERS:
            return bare[start:end]
    return None
