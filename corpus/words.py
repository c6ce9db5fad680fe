"""Words of a text with their places, stems and weights: what search and reading compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_PORTER = Stemmer.Stemmer("porter")

STOP_WORDS = frozenset(
    """a an the of to in on at by for with from as into onto about over under after before between during and or but
    nor so if then than that this these those there here it its he him his she her hers they them their theirs we us
    our you your i me my who whom whose which what when where why how is are was were be been being am do does did
    done doing has have had having will would shall should can could may might must not no n't s t also just still
    yet only very more most much many such some any each both either neither own same other another up down out off
    again once all while because until against through per via said says say according mr mrs ms dr""".split()
)

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "was were been", "become": "became", "begin": "began begun", "bind": "bound", "bite": "bitten",
        "blow": "blew blown", "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought",
        "catch": "caught", "choose": "chose chosen", "come": "came", "deal": "dealt", "die": "died death dead",
        "draw": "drew drawn", "drink": "drank drunk", "drive": "drove driven", "eat": "ate eaten",
        "fall": "fell fallen", "feel": "felt", "fight": "fought", "find": "found", "flee": "fled flight",
        "fly": "flew flown", "forbid": "forbade forbidden", "forget": "forgot forgotten", "freeze": "froze frozen",
        "get": "got gotten", "give": "gave given", "go": "went gone", "grow": "grew grown", "hang": "hung",
        "hear": "heard", "hide": "hid hidden", "hold": "held", "keep": "kept", "know": "knew known",
        "lead": "led", "leave": "left", "lend": "lent", "lie": "lay lain", "light": "lit", "lose": "lost loss",
        "make": "made", "marry": "married marriage", "mean": "meant", "meet": "met", "pay": "paid",
        "ride": "rode ridden",
        "ring": "rang rung", "rise": "rose risen", "run": "ran", "see": "saw seen", "seek": "sought",
        "sell": "sold sale",
        "send": "sent", "shake": "shook shaken", "shoot": "shot", "sing": "sang sung", "sink": "sank sunk",
        "sit": "sat", "sleep": "slept", "speak": "spoke spoken speech", "spend": "spent", "stand": "stood",
        "steal": "stole stolen", "strike": "struck", "swear": "swore sworn", "swim": "swam swum", "take": "took taken",
        "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown",
        "understand": "understood", "wake": "woke woken", "wear": "wore worn", "win": "won", "write": "wrote written",
        "child": "children", "man": "men", "woman": "women", "person": "people", "foot": "feet", "wife": "wives",
    }.items()
    for form in forms.split()
}  # fmt: skip
"""Forms that a stemmer leaves apart."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place and the form under which it is compared."""

    text: str
    start: int
    end: int
    stem: str

    @property
    def is_stop(self) -> bool:
        """Whether it says too little to look for."""
        return self.text.lower() in STOP_WORDS


def words(text: str) -> list[Word]:
    """The words of a text in order; `text[word.start:word.end] == word.text`."""
    found = []
    for match in _WORD.finditer(text):
        surface = match.group()
        for suffix in ("'s", "’s", "'", "’"):
            surface = surface.removesuffix(suffix)
        found.append(Word(surface, match.start(), match.start() + len(surface), stem(surface)))
    return found


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Porter's stem of a word, irregular forms brought to their base first."""
    lower = word.lower()
    return str(_PORTER.stemWord(_IRREGULAR.get(lower, lower)))
