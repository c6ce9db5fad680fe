"""A follow-up that is only a part of a question (`Why?`, `and in 2012?`) is put into the last question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.mentions import AUXILIARY, BE, PREPOSITION, QUESTION_WORD, Mention, Turn, find_mentions, in_full, sort_of
from qa.names import find_names
from qa.question import read_question

_ALONE = re.compile(
    r"(?:(?P<Why>why|how come|why (?:is|was) (?:that|it|this)|why did (?:he|she|it|they))"
    r"|(?P<When>when)|(?P<Where>where)|(?P<How>how)"
    r"|(?P<Since_when>since when)|(?P<By_whom>by whom|who by)|(?P<According_to_whom>according to whom|says who"
    r"|who sa(?:id|ys) (?:so|that|this|it))|(?P<many>how many(?: of them| were (?:they|there))?)"
    r"|(?P<Which>who|which ones?|who (?:are|were) they))"
    r"(?: exactly)?(?: (?:was|is) (?:that|this)| did (?:that|this|it) (?:happen|take place|occur))?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?P<asked>(?P<adverb>(?:{PREPOSITION}|according to) )?{QUESTION_WORD}(?:(?! {AUXILIARY}).)*? )??"
    rf"(?P<aux>{AUXILIARY}) (?P<rest>.+)",
    re.IGNORECASE,
)
_STRANDED = re.compile(rf" (?:{PREPOSITION})$")
_NUMBERED = {"is": ("is", "are"), "was": ("was", "were"), "has": ("has", "have")}
_NUMBERED |= {plural: (one, plural) for one, plural in _NUMBERED.values()}


def asked_anew(part: str, last: Turn) -> str | None:
    """The last question asked with another question word: `Why?`."""
    match = _ALONE.fullmatch(part)
    if match is None or match.lastgroup is None or not last.is_plain:
        return None
    if match.lastgroup == "many":
        return _how_many(last)
    if match.lastgroup == "Which":
        counted = re.match(r"how many (?=[A-Za-z]+)", last.question, re.IGNORECASE)
        return f"Which {last.question[counted.end() :]}" if counted else None
    new = match.lastgroup.replace("_", " ")
    kinds = {"Why": "reason", "When": "date", "Since when": "date", "Where": "place"}
    clause = _clause(last)
    passive = re.match(rf"(?:{BE}) (?!it that)", clause)
    if not clause or kinds.get(new) == last.reading.kind or (new == "By whom" and not passive):
        return None
    return f"{new} {clause}?"


def _how_many(last: Turn) -> str | None:
    which = re.match(r"(?:which|what) (?=[\w ]*s\b)", last.question, re.IGNORECASE)
    if which and last.reading.plural:
        return f"How many {last.question[which.end() :]}"
    who = re.match(rf"who (?:(?P<aux>{AUXILIARY}) )?(?!\w+s\b)", last.question, re.IGNORECASE)
    if who is None or last.reading.kind != "person":
        return None
    aux = _NUMBERED.get(who["aux"] or "", ("", who["aux"] or ""))[1]
    return f"How many people {aux} {last.question[who.end() :]}".replace("  ", " ")


def _clause(turn: Turn) -> str:
    """The question behind its question word, the answer put in: `were 25 diplomats reinstated in 2025`."""
    text = turn.question.rstrip(" ?.")
    match, focus, told = _CLAUSE.fullmatch(text), turn.reading.focus, turn.told
    asked = (match["asked"] or "").strip() if match else ""
    if match and (not asked or match["adverb"] or re.match("when|where|why|how(?! many| much)", asked, re.IGNORECASE)):
        return "" if _STRANDED.search(text) else f"{match['aux'].lower()} {match['rest']}"
    if not told:
        return ""
    word = re.match(r"\w*", text)
    noun = text[focus.end if focus else word.end() if word else 0 : len(asked)]
    if asked.lower() == "what" and not turn.answered:
        return ""
    if match is None or not re.fullmatch(r"(?: (?:of|in|at|from|to|for|who)\b.*)?", noun):
        verb = text[focus.end if focus else len("who") :].strip()
        plain = re.match(r"who\b", text, re.IGNORECASE) or focus
        be = "is" if re.match(r"[a-z]+s ", verb) else "was"
        return f"{be} it that {told} {verb}" if plain and verb[:1].islower() else ""
    return _inverted(turn, match["aux"].lower(), match["rest"], asked.lower())


def _inverted(turn: Turn, aux: str, rest: str, asked: str) -> str:
    subject = not re.match(r"[A-Z]|(?:the|an?|his|her|its|their|he|she|they|it)\b", rest)
    if aux not in ("do", "does", "did") and (subject or (asked == "who" and find_names(rest)[:1] != [(0, len(rest))])):
        aux = _NUMBERED.get(aux, (aux, aux))[turn.several]
        return f"{aux} {turn.told} {rest}"
    dated = [one for one in find_mentions(rest, turn.asked_on, ()) if one.sort == "date" and one.end == len(rest)]
    end = len(re.sub(r" (?:in|on|during)$", "", rest[: dated[0].start].rstrip())) if dated else len(rest)
    if aux not in _NUMBERED and re.search(rf" (?:{PREPOSITION}) ", rest[:end]):
        return ""  # the answer's place may be before it
    return f"{aux} {rest[:end]} {turn.told}{rest[end:]}"


def with_part_exchanged(part: str, turns: Sequence[Turn], sure: bool) -> str | None:
    """The last question with this part in place of its like or added; none where the part may be its own search."""
    last = turns[0]
    if not last.is_plain:
        return None
    part = re.sub(r"(?:['’]s?|,? (?:too|as well|also|instead))$", "", part)
    if last.reading.kind == "yes_no":
        part = re.sub(rf"^(?:{AUXILIARY}) (?=\S+(?: \S+)?$)", "", part, flags=re.IGNORECASE)
    if sure and re.fullmatch(r"(?:19|20)\d\d", part):
        part = f"in {part}"
    for word in ("", *re.findall(rf"^(according to|{PREPOSITION}) ", part, re.IGNORECASE)):
        start = len(word) + 1 if word else 0
        whole = {(one.start, one.end): one for one in find_mentions(part, last.asked_on, last.publishers)}
        new = whole.get((start, len(part)))
        if new is None or not (sure or word):  # "Iraq" alone is a search of its own
            continue
        if new.sort == "date":
            return _dated(word.lower(), new, last)
        if new.sort == "publisher" or word.lower() == "according to":
            return _attributed(new, last)
        return _renamed(word.lower(), new, turns)
    return None


def _dated(word: str, new: Mention, last: Turn) -> str:
    text = f"{word or _date_word(new.text)} {new.text}".strip()
    for old in last.reading.dates:
        if re.search(r"\b(?<!in )(?:the|a) $", last.question[: old.start]):  # "the 2022 Cup"
            return f"{last.question[: old.start]}{new.text}{last.question[old.end :]}"
        before = re.sub(r"\b(?:in|on|during|at) (?:the )?$", "", last.question[: old.start], flags=re.IGNORECASE)
        return before + (text if before else text[:1].upper() + text[1:]) + last.question[old.end :]
    if last.reading.kind == "date" and (clause := _clause(last)):
        return f"{clause[:1].upper()}{clause[1:]} {text}?"
    whole = _with_end(last.question, f" {text}")
    end = read_question(whole, last.asked_on, last.publishers).scope.last
    past = {"is": "was", "are": "were"} if end and end < last.asked_on else {}
    return re.sub(rf"(?<=^who )(?:{BE})\b", lambda be: past.get(be[0], be[0]), whole, flags=re.IGNORECASE)


def _date_word(dated: str) -> str:
    """`on` of a day, `in` of a longer time, none where the date has a word of its own."""
    if re.match(
        r"(?:last|this|next|yesterday|today|tomorrow|tonight|since|before|after|between|from|until|by)\b", dated, re.I
    ):
        return ""
    if dated.endswith(" ago"):
        return ""
    return "on" if re.search(r"day\b|\b\d{1,2}(?!\d|s\b)", dated) else "in"


def _attributed(new: Mention, last: Turn) -> str:
    name = new.text[:1].lower() + new.text[1:] if new.text.startswith("The ") else new.text
    said = re.search(r"(?<=ccording to )[^,?]+", last.question)
    printed = next((one for one in last.mentions if one.sort == "publisher"), None)
    start, end = said.span() if said else (printed.start, printed.end) if printed else (0, 0)
    if end:
        return last.question[:start] + name + last.question[end:]
    return _with_end(last.question, f", according to {name}")


def _renamed(word: str, new: Mention, turns: Sequence[Turn]) -> str | None:
    last, name = turns[0], in_full(new.text, turns)
    alike = [one for one in last.mentions if one.sort == new.sort or (word and one.sort != "date")]
    if word:
        alike = [one for one in alike if re.search(rf"\b{word} $", last.question[: one.start], re.IGNORECASE)]
    if new.sort == "thing" and not word:
        alike = [one for one in alike if one.text.split()[:2] == new.text.split()[:2]]
    if alike:
        old = alike[-1 if new.sort == "place" else 0]
        possessor = re.match(r"(\w+['’]s) ", old.text)
        if possessor and name.startswith("the ") and sort_of(possessor[1][:-2], "") == "place":
            name = possessor[1] + name.removeprefix("the")  # "Syria's foreign minister", "the prime minister"
        return last.question[: old.start] + name + last.question[old.end :] if old.text != name else None
    if word in ("in", "at", "from", "to", "near") or new.sort == "place":
        return _with_place(last, f"{word or 'in'} {name}")
    return None


def _with_place(last: Turn, place: str) -> str:
    """A place at a question's end, before a date that ends it."""
    dated = (
        re.search(r" (?:in|on|during)? ?$", last.question[: last.reading.dates[0].start])
        if last.reading.dates
        else None
    )
    if dated is None or last.question[last.reading.dates[0].end :].strip(" ?"):
        return _with_end(last.question, f" {place}")
    return f"{last.question[: dated.start()]} {place}{last.question[dated.start() :]}"


def _with_end(question: str, end: str) -> str:
    return question.rstrip(" ?.") + end + "?"
