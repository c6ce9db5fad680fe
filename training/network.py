"""The network: a sentence encoder and, over its word pieces, where an answer begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel


class SpanReader(nn.Module):
    """Scores every word piece of a passage as the first and the last of an answer.

    The scores of the first piece, [CLS], stand for "not here" and are taken off the others', so that scores of
    different passages compare: 0 is as likely here as not.
    """

    def __init__(self, folder: Path, dropout: float = 0.0, attention: str = "eager") -> None:
        super().__init__()
        # eager: 1.4 times the speed of sdpa for training on a CPU without AMX, 256 pieces; on a GPU sdpa is the faster
        self.encoder = AutoModel.from_pretrained(
            str(folder),
            attn_implementation=attention,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
        )
        self.head = nn.Linear(self.encoder.config.hidden_size, 2)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Scores (batch, pieces, 2) over "not here", for first and last."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        scores: Tensor = self.head(hidden)
        return scores - scores[:, :1]


def loss(scores: Tensor, passage: Tensor, gold: Tensor, group: Tensor, groups: int) -> Tensor:
    """Mean over questions of minus the log likelihood of the gold pieces, all their passages' pieces together.

    scores (batch, pieces, 2); `passage` (batch, pieces) is true for the pieces that may answer; `gold`
    (batch, pieces, 2) for those that do; `group` (batch,) numbers the question of each row, of `groups`. "Not
    anywhere" has the score 0, and is right for a question without gold (Clark and Gardner 2018, the no-answer
    option with shared normalisation, and the sum over several right spans).
    """
    scores = scores.float()
    total = _log_total(scores, passage, group, groups)
    right = torch.logsumexp(scores.masked_fill(~gold, _LEAST), dim=1)
    nowhere = scores.new_zeros(groups, 2)
    answered = torch.zeros(groups, dtype=torch.bool, device=scores.device)
    answered[group[gold.flatten(1).any(1)]] = True
    found = _log_sum_by_group(right, group, torch.full_like(nowhere, _LEAST))
    told = torch.where(answered[:, None], found, nowhere)
    return (total - told).sum(1).mean()


def taught_loss(scores: Tensor, teachers: Sequence[Tensor], passage: Tensor, group: Tensor, groups: int) -> Tensor:
    """Mean over questions of the cross entropy with what several teachers say together (Hinton et al. 2015).

    Scores, the network's and each teacher's, and the rest as for `loss`; the teachers' probabilities are averaged.
    """
    scores = scores.float()
    total = _log_total(scores, passage, group, groups)
    told = torch.stack([_probabilities(one.float(), passage, group, groups) for one in teachers]).mean(0)
    # "not anywhere" scores 0, so that its share of the cross entropy is in the total alone
    expected = scores.new_zeros(groups, 2).index_add(0, group, (told * scores).sum(1))
    return (total - expected).sum(1).mean()


def _log_total(scores: Tensor, passage: Tensor, group: Tensor, groups: int) -> Tensor:
    """The log of the sum of exp over each question's pieces and "not anywhere", (groups, 2)."""
    everything = torch.logsumexp(scores.masked_fill(~passage[..., None], _LEAST), dim=1)
    return _log_sum_by_group(everything, group, scores.new_zeros(groups, 2))


def _probabilities(scores: Tensor, passage: Tensor, group: Tensor, groups: int) -> Tensor:
    """Of each piece (batch, pieces, 2) among all of its question's; 0 outside the passage."""
    total = _log_total(scores, passage, group, groups)
    return (scores - total[group][:, None]).exp().masked_fill(~passage[..., None], 0.0)


_LEAST = torch.finfo(torch.float32).min / 4
"""The score of a piece that does not count: so low that its exp is 0, and finite."""


def _log_sum_by_group(rows: Tensor, group: Tensor, start: Tensor) -> Tensor:
    top = start.scatter_reduce(0, group[:, None].expand_as(rows), rows.detach(), "amax")
    total = (start - top).exp().index_add(0, group, (rows - top[group]).exp())
    return total.clamp_min(1e-30).log() + top
