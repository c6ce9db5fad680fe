"""Encodes one question with a BERT sentence encoder's weights, in numpy.

A question is a dozen words: the pass takes 7 ms on one core, and start-up 0.1 s. The same weights through
onnxruntime take 2 ms and 0.3 s (and need an exported file beside them), through sentence-transformers 10 ms
and 7 s. A command that answers one question pays for start-up, so this is what it uses.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from tokenizers import Tokenizer

Array = npt.NDArray[np.float32]

_BLOCK = 64
"""Words whose GELU is computed at once: all 600 of 17 sentences take five times as long, out of the cache."""


class QuestionEncoder:
    """all-MiniLM-L6-v2 and its kin: BERT, mean pooling, unit length.

    `encode` gives what sentence-transformers gives for the same folder, to 1e-6.
    """

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text())
        self._heads: int = config["num_attention_heads"]
        self._layers: int = config["num_hidden_layers"]
        self._epsilon: float = config["layer_norm_eps"]
        self.tokenizer_file = folder / "tokenizer.json"
        self._tokenizer = Tokenizer.from_file(str(self.tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_max_length(folder, config))
        with safe_open(str(folder / "model.safetensors"), "np") as weights:
            self._weights: dict[str, Array] = {name: weights.get_tensor(name) for name in weights.keys()}  # noqa: SIM118 - no mapping

    @staticmethod
    def can_read(folder: Path) -> bool:
        """Whether the folder holds such a model; others are left to sentence-transformers."""
        config, modules = folder / "config.json", folder / "modules.json"
        if not (config.is_file() and modules.is_file() and (folder / "model.safetensors").is_file()):
            return False
        facts = json.loads(config.read_text())
        stages = [module["type"].rsplit(".", 1)[-1] for module in json.loads(modules.read_text())]
        pooling = folder / "1_Pooling" / "config.json"
        library = folder / "config_sentence_transformers.json"
        prompts = json.loads(library.read_text()).get("prompts", {}) if library.is_file() else {}
        return (
            facts.get("model_type") == "bert"
            and facts.get("hidden_act") == "gelu"
            and not any(prompts.values())
            and stages == ["Transformer", "Pooling", "Normalize"]
            and pooling.is_file()
            and json.loads(pooling.read_text()).get("pooling_mode_mean_tokens") is True
        )

    def encode(self, question: str) -> Array:
        """The question's unit vector, shape (dimension,)."""
        vector: Array = self.encode_all([question])[0]
        return vector

    def encode_all(self, texts: Sequence[str]) -> Array:
        """The texts' unit vectors, shape (len(texts), dimension): one pass over all of their words."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        ends = np.cumsum([len(ids) for ids in pieces])
        runs = [slice(end - len(ids), end) for end, ids in zip(ends, pieces, strict=True)]
        hidden = np.concatenate([self._embed(ids) for ids in pieces])
        for layer in range(self._layers):
            hidden = self._layer(hidden, runs, f"encoder.layer.{layer}.")
        means = np.stack([hidden[run].mean(axis=0) for run in runs])
        units: Array = means / np.linalg.norm(means, axis=1, keepdims=True)
        return units

    def word_vector(self, word: str) -> Array:
        """The unit vector of a word out of context: the mean of its pieces in the table of word pieces.

        The table's mean is taken off first, since it is what all words share.
        """
        pieces = self._tokenizer.encode(word, add_special_tokens=False).ids or [0]
        table = self._weights["embeddings.word_embeddings.weight"]
        vector = table[pieces].mean(axis=0) - self._common
        unit: Array = vector / np.linalg.norm(vector)
        return unit

    @cached_property
    def _common(self) -> Array:
        mean: Array = self._weights["embeddings.word_embeddings.weight"].mean(axis=0)
        return mean

    def _embed(self, ids: list[int]) -> Array:
        table = "embeddings.{}_embeddings.weight".format
        words, places = self._weights[table("word")][ids], self._weights[table("position")][: len(ids)]
        return self._norm(words + places + self._weights[table("token_type")][0], "embeddings.LayerNorm")

    def _layer(self, hidden: Array, runs: Sequence[slice], prefix: str) -> Array:
        mixed = self._attend(hidden, runs, prefix + "attention.self.")
        attended = self._linear(mixed, prefix + "attention.output.dense")
        hidden = self._norm(hidden + attended, prefix + "attention.output.LayerNorm")
        inner = _gelu(self._linear(hidden, prefix + "intermediate.dense"))
        return self._norm(hidden + self._linear(inner, prefix + "output.dense"), prefix + "output.LayerNorm")

    def _attend(self, hidden: Array, runs: Sequence[slice], prefix: str) -> Array:
        """Every text's words look at that text's words alone."""
        tokens, width = hidden.shape
        query, key, value = (
            self._linear(hidden, prefix + name).reshape(tokens, self._heads, -1).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        query = query / np.float32(np.sqrt(width / self._heads))
        attended = np.empty_like(value)
        for run in runs:
            scores = query[:, run] @ key[:, run].transpose(0, 2, 1)
            weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
            weights /= weights.sum(axis=-1, keepdims=True)
            attended[:, run] = weights @ value[:, run]
        mixed: Array = attended.transpose(1, 0, 2).reshape(tokens, width)
        return mixed

    def _linear(self, hidden: Array, name: str) -> Array:
        product: Array = hidden @ self._weights[name + ".weight"].T + self._weights[name + ".bias"]
        return product

    def _norm(self, hidden: Array, name: str) -> Array:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt(hidden.var(axis=-1, keepdims=True) + np.float32(self._epsilon))
        scaled: Array = centred / spread * self._weights[name + ".weight"] + self._weights[name + ".bias"]
        return scaled


def _max_length(folder: Path, config: dict[str, Any]) -> int:
    settings = folder / "sentence_bert_config.json"
    longest = json.loads(settings.read_text()).get("max_seq_length") if settings.is_file() else None
    return int(longest or config["max_position_embeddings"])


def _gelu(x: Array) -> Array:
    """GELU of x, shape (tokens, width), written over it."""
    for first in range(0, len(x), _BLOCK):
        block = x[first : first + _BLOCK]
        block *= 0.5 * (1 + _erf(block * np.float32(np.sqrt(0.5))))
    return x


def _erf(x: Array) -> Array:
    """Abramowitz and Stegun 7.1.26: off by 1.5e-7 at the most, below float32's own error here."""
    t = 1 / (1 + np.float32(0.3275911) * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    value: Array = np.sign(x) * (1 - series * np.exp(-x * x))
    return value
