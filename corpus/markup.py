"""Markdown and hard-wrapped text become plain paragraphs: light markup goes, words and sentences stay."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_RULE = re.compile(r"^ {0,3}(?:[-*_] ?){3,}\s*$|^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?$")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+")
_OWN_LINE = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|\|)\s")
_PREFIX = re.compile(r"^\s*(?:>\s?)*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_INLINE = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"<!--[^<]*?-->", ""),
        (r"!\[[^\[\]]*\]\([^()]*\)", ""),
        (r"\[([^\[\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\])", r"\1"),
        (r"\[\^[\w-]+\]:?", ""),
        (r"<((?:https?|mailto):[^<>\s]+)>", r"\1"),
        (r"</?(?:[bius]|em|strong|p|br|span|sup|sub|small|a|div|img|figure)\b[^<>]*>", ""),
        (r"(?<![\w*])(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1(?![\w*])", r"\2"),
        (r"(?<![\w_])(_{1,3})(?=\S)([^_]+?)(?<=\S)\1(?![\w_])", r"\2"),
        (r"~~(?=\S)(.+?)~~", r"\1"),
        (r"(`{1,2})(.+?)\1", r"\2"),
        (r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1"),
    )
)

# A text is hard-wrapped if most lines inside its paragraphs are as long as a line and end in mid-sentence.
_FEWEST_WRAPPED = 5
_FULL_LINE = (40, 100)
_MOSTLY = 0.7
_FULL_STOP = re.compile(r"[.!?:…][\"”’)\]]*$")


def plain_markdown(text: str) -> tuple[str | None, str]:
    """The first-rank heading that stands at the top, and the text without markup, a paragraph a line."""
    paragraphs: list[list[str]] = []
    title = None
    opened = fenced = False  # whether the next line goes on with the last paragraph, or is code
    for line in text.splitlines():
        heading = None if fenced else _HEADING.match(line)
        if _FENCE.match(line):
            fenced, opened = not fenced, False
        elif fenced:
            paragraphs.append([line])
        elif heading:
            if heading[1] == "#" and not paragraphs:
                title = _inline(heading[2])
            paragraphs.append([heading[2]])
            opened = False
        elif opened and _UNDERLINE.match(line):
            if "=" in line and len(paragraphs) == 1:
                title = _inline(" ".join(paragraphs[0]))
            opened = False
        elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line):
            opened = False
        elif opened and not _OWN_LINE.match(line):
            paragraphs[-1].append(_PREFIX.sub("", line))
        else:
            paragraphs.append([_PREFIX.sub("", line)])
            opened = True
    return title, "\n\n".join(_inline(_joined(lines)) for lines in paragraphs)


def _joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one, but for hard breaks: two spaces or a backslash at a line's end."""
    return "".join(line.removesuffix("\\") + ("\n" if line.endswith(("  ", "\\")) else " ") for line in lines).strip()


def _inline(text: str) -> str:
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return html.unescape(text)


def unwrapped(text: str) -> str:
    """A text whose paragraphs were broken into lines of one width, with each paragraph on one line again.

    Any other text comes back as it was.
    """
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    inner = [line.strip() for block in blocks for line in block[:-1] if line.strip()]
    shortest, longest = _FULL_LINE
    full = [line for line in inner if shortest <= len(line) <= longest and not _FULL_STOP.search(line)]
    if len(full) < max(_FEWEST_WRAPPED, _MOSTLY * len(inner)):
        return text
    return "\n\n".join(" ".join(map(str.strip, block)) for block in blocks)
