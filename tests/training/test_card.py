"""The model card is of the weights that ship and of the run that the command would make."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qa.opening import NETWORK
from training.config import DEFAULT, load_config

CARD = Path(__file__).parents[2] / "docs" / "model-card.md"


def test_the_card_names_the_weights_that_ship() -> None:
    assert hashlib.sha256(NETWORK.read_bytes()).hexdigest() in CARD.read_text()


@pytest.mark.parametrize("config", sorted(DEFAULT.parent.glob("*.toml")), ids=lambda path: path.name)
def test_the_card_names_the_config_of_every_run(config: Path) -> None:
    assert load_config(config).digest in CARD.read_text()


def test_the_card_credits_every_source() -> None:
    card = CARD.read_text()
    assert all(f"`{source}`" in card for source in load_config(DEFAULT).data.shares)
