"""What can go wrong while answering.

QaError
├── QuestionError       a question that cannot be asked
├── QuoteError          a quote that is not in its article: never shown
├── AnswerFormatError   a file that `dateline verify` cannot read as an answer
└── FeedbackError       a judgement of an answer that cannot be understood or kept
"""


class QaError(Exception):
    """Base of this stage's errors; the message names the thing and says what to do."""


class QuestionError(QaError):
    """A question that cannot be asked."""


class QuoteError(QaError):
    """A quote whose text does not stand at its place."""


class AnswerFormatError(QaError):
    """An answer file that cannot be checked."""


class FeedbackError(QaError):
    """A judgement of an answer that cannot be understood or kept."""
