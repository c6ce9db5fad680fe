"""Whether a bare number of four digits is a year: `in 2012` is, `2012 people` is not."""

from __future__ import annotations

import re

# What is counted, not dated: "2000 people", "1900 GMT".
_COUNTED_AFTER = re.compile(
    r"""[\s-]*(?:
    people|persons?|men|women|boys|girls|children|kids|students|pupils|teachers|workers|employees|jobs|staff|
    members|troops|soldiers|fighters|officers|police|protesters|prisoners|migrants|refugees|residents|patients|
    passengers|deaths|cases|victims|voters?|votes|dollars?|pounds?|euros?|cents?|rubles|roubles|yuan|rupees|yen|
    per\s?cent|miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|ft|yards?|inch(?:es)?|square|acres?|
    hectares?|kg|kilograms?|tons?|tonnes?|barrels?|gallons?|lit(?:er|re)s|mph|kph|degrees?|calories|watts?|
    megawatts?|mw|gmt|bst|utc|est|edt|et|cet|local\stime|hours?|hrs|minutes|seconds|days|weeks|months|years|times|
    points?|units?|cars|vehicles|homes|houses|buildings|schools|flights|stores|restaurants|pages|words|copies|
    tests|doses|samples|species|rounds|games|others?|more|or\s(?:more|so)|of\s(?:them|us|those|which|whom)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A round number or an old one before a plural is a count: "after 2000 raids". Ending in s without being one:
_SINGULAR = "was|has|is|as|its|his|this|us|does|across|towards|whereas|unless|besides|perhaps|always"
_PLURAL_AFTER = re.compile(rf"\s+(?!(?:{_SINGULAR})\b)[a-z]+s\b")
_CUE = re.compile(
    r"\b(?:in|since|of|by|during|until|till|before|after|from|between|early|late|later|mid|middle|throughout|"
    r"circa|years?|fiscal|fy|spring|summer|autumn|fall|winter|back to|as early as|as late as|"
    r"world cup|euro|olympics|games|expo|tokyo|beijing|elections?)[\s-]+\Z",
    re.IGNORECASE,
)
# These precede amounts as well; trusted only before what is neither round nor old.
_WEAK_CUE = re.compile(
    r"(?:\b(?:for|to|than|with|versus|vs\.?|over|on|against|through|around|about|into|and|or)|[12][0-9]{3},)\s+\Z",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:\b(?:the|an?|this|that|his|her|its|their|our|my|your|these|those|every|both)|['’]s|s['’])\s+\Z",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:\A|[.!?:;“\"])\s*\Z")
_NOUN_AFTER = re.compile(r"\s+[A-Za-z]")
_ENTRY_AFTER = re.compile(r":| [-–—] ")
_ADJECTIVE_BEFORE = re.compile(r"\b[a-z]{3,}\s\Z")
_NOUN_BEHIND_ADJECTIVE = re.compile(r"\s(?:[a-z]{4}|was\b|is\b|had\b|has\b|saw\b|[A-Z][a-z])")
_TITLE_BEFORE = re.compile(r"\b[A-Z][A-Za-z]{2,}\s\Z")
_IN_PARENTHESES = re.compile(r"[(\[][^()\n]{0,40}[,;] \Z")
_TO_THE_PRESENT = re.compile(r"\s?[-–—]\s?present\b")
_GLUED_AFTER = re.compile(r"[.,:][0-9]|[-–/@_=](?!present\b)\w|%|°")


def is_glued(before: str, after: str) -> bool:
    """Whether a number is a part of another number, an amount, a code or an address."""
    if before and (before[-1] in "$£€¥₹#@/_&=+*~" or (before[-1] in ".,-–—:'’" and before[-2:-1].isalnum())):
        return before[-4:].lower() not in ("mid-", "mid–")
    return bool(_GLUED_AFTER.match(after))


def is_count(before: str, after: str) -> bool:
    """Whether a number of four digits counts, measures or names something that is no year."""
    return is_glued(before, after) or bool(_COUNTED_AFTER.match(after))


def is_year(year: int, before: str, after: str) -> bool:
    """Whether a number that is no count stands where only a year would."""
    round_or_old = year < 1900 or year % 100 == 0
    if round_or_old and _PLURAL_AFTER.match(after):
        return False
    if _CUE.search(before) or (before[-1:] in ("(", "[") and after[:1] in (")", "]", ",", ";")):
        return True
    if (_DETERMINER.search(before) and _NOUN_AFTER.match(after)) or _TO_THE_PRESENT.match(after):
        return True
    return not round_or_old and _is_plain_year(year, before, after)


def _is_plain_year(year: int, before: str, after: str) -> bool:
    if _WEAK_CUE.search(before) or after[:2] in ("'s", "’s"):
        return True
    if _IN_PARENTHESES.search(before) and after[:1] in (")", "]"):
        return True
    if _OPENING.search(before) and (_NOUN_AFTER.match(after) or _ENTRY_AFTER.match(after)):
        return True
    if 1990 <= year < 2040 and _TITLE_BEFORE.search(before):  # "Oscars 2022", not "Blade Runner 2049"
        return True
    # an adjective may stand between: "the landmark 1973 decision"
    return bool(_ADJECTIVE_BEFORE.search(before) and _NOUN_BEHIND_ADJECTIVE.match(after))
