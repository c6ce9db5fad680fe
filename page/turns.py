"""One turn of the chat: what was asked, as it was typed and as it was completed, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from page.answers import draw_answer, undated
from page.chips import Bounds, draw_scope
from page.conversation import Turn
from page.markup import capital, counted, safe, with_commands
from qa import Within
from qa.answer import Answer

_STAGES = {
    "opening": "Opening the archive",
    "reading": "Reading the question",
    "searching": "Searching the archive",
    "reading passages": "Reading what was found",
    "deciding": "Weighing the evidence",
}
_LONGEST_SHOWN = 600
"""Characters of a question that are shown; the longest that can be asked has 2,000."""
_VERDICTS = {"right": "Right", "wrong": "Wrong", "wrong_quote": "Wrong quote"}
_EXPORTS = {"md": "Markdown", "json": "JSON", "html": "Printable page"}


def draw_turn(number: int, turn: Turn, bounds: Bounds) -> str:
    """The turn, whole: the browser puts it in the place of what it showed of it before."""
    return (
        f'<section class="turn" id="turn-{number}" data-number="{number}" aria-label="Question {number + 1}">'
        f'<h2 class="question">{safe(_short(turn.typed))}</h2>{_completed(number, turn)}'
        f"{_body(number, turn, bounds)}</section>"
    )


def draw_welcome(examples: Sequence[str]) -> str:
    """What a reader finds before the first question: questions to try, if there are any."""
    buttons = "".join(
        f'<button type="button" class="example" data-ask="{safe(text)}">{safe(text)}</button>' for text in examples
    )
    hint = "Ask who, what, when, where or how many. Name a year or a publisher to search only there."
    return (
        '<section class="welcome" data-fresh="1"><h2>Ask the archive</h2>'
        "<p>Every answer comes with exact quotes. Where the articles do not say, you are told so.</p>"
        f'<p class="small">{hint}</p><div class="examples">{buttons}</div></section>'
    )


def draw_notice(words: str) -> str:
    """One line that stands where the chat would be. Words between backticks are a command."""
    return f'<section class="welcome" data-fresh="1"><p class="problem">{with_commands(capital(words))}</p></section>'


def draw_refusal(number: int, form: str, words: str) -> str:
    """Why a form of a turn (its class) was not taken: a line for the form's end, what was filled in stays."""
    where = f'data-refused="#turn-{number} form.{safe(form)}"'
    return f'<p class="bad" role="alert" {where}>{safe(capital(words))}</p>'


def _short(question: str) -> str:
    return question if len(question) <= _LONGEST_SHOWN else question[:_LONGEST_SHOWN] + " …"


def _completed(number: int, turn: Turn) -> str:
    """The question as it was asked, if that is not what was typed; it can be mended."""
    if turn.question in ("", " ".join(turn.typed.split())):
        return ""
    return (
        f'<form class="completed" data-turn="{number}"><label for="completed-{number}">Asked as</label>'
        f'<input id="completed-{number}" name="question" value="{safe(turn.question)}" maxlength="2000" '
        'autocomplete="off"><button type="submit">Ask again</button></form>'
    )


def _body(number: int, turn: Turn, bounds: Bounds) -> str:
    if turn.answer is not None:
        return draw_answer(number, turn.answer) + _foot(number, turn, turn.answer, bounds)
    if turn.problem:
        return f'<p class="problem" role="alert">{with_commands(capital(turn.problem))}</p>'
    return _stages(number, turn)


def _stages(number: int, turn: Turn) -> str:
    waiting = f"Waiting: {counted(turn.ahead, 'question')} before yours" if turn.ahead else "Waiting for a free place"
    begun = [_STAGES.get(stage, stage) for stage in turn.stages] or [waiting]
    rows = "".join(
        f'<li class="{"now" if place == len(begun) - 1 else "past"}">{safe(words)}</li>'
        for place, words in enumerate(begun)
    )
    stop = f'<button type="button" class="stop" data-turn="{number}" data-stop="1">Stop</button>'
    return f'<ol class="stages" role="status">{rows}</ol>{stop}'


def _foot(number: int, turn: Turn, answer: Answer, bounds: Bounds) -> str:
    receipt = answer.receipt
    named = turn.scope.names if isinstance(turn.scope, Within) else None
    matched = answer.scope.names if named is None else named
    done = (
        f"{receipt.articles_in_scope:,} of {counted(receipt.articles_in_archive, 'article')} in scope"
        f"{undated(receipt.undated)}, {counted(receipt.passages_read, 'passage')} read "
        f"in {answer.seconds.get('total', 0.0):.1f} s"
    )
    return (
        f'{draw_scope(number, answer.scope, bounds, matched)}<p class="done">{safe(done)}</p>'
        f'<div class="after">{_exports(number)}{_feedback(number, turn, answer)}</div>'
    )


def _exports(number: int) -> str:
    buttons = "".join(
        f'<button type="button" data-turn="{number}" data-export="{form}">{name}</button>'
        for form, name in _EXPORTS.items()
    )
    return f'<div class="export" role="group" aria-label="Export the answer"><span>Export</span>{buttons}</div>'


def _feedback(number: int, turn: Turn, answer: Answer) -> str:
    if turn.judged is not None:
        return f'<p class="judged" role="status">Kept as “{_VERDICTS[turn.judged].lower()}”. Thank you.</p>'
    numbers = "".join(f'<option value="{index}">[{index + 1}]</option>' for index in range(len(answer.quotes)))
    quote = f'<label class="which">Which quote <select name="quote">{numbers}</select></label>' if numbers else ""
    verdicts = "".join(
        f'<label><input type="radio" name="verdict" value="{value}" required> {name}</label>'
        for value, name in _VERDICTS.items()
        if numbers or value != "wrong_quote"
    )
    return (
        f'<details class="judge"><summary>Right or wrong?</summary><form class="feedback" data-turn="{number}">'
        f"<fieldset><legend>This answer is</legend>{verdicts}</fieldset>{quote}"
        '<label class="instead">Right would be <input name="instead" maxlength="1000" autocomplete="off" '
        'placeholder="the right answer, if you know it"></label>'
        '<label class="nothing"><input type="checkbox" name="nothing" value="1"> The articles do not say</label>'
        '<label>Note <input name="note" maxlength="1000" autocomplete="off"></label>'
        '<button type="submit">Keep</button></form></details>'
    )
