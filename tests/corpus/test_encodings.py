from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encodings import decode
from corpus.errors import UnreadableError

ENGLISH = "“The café has a new owner,” she told the council on Tuesday – it cost her £5. " * 5
RUSSIAN = "Река поднялась на три метра и затопила старый город, сказал мэр города. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_western_text_is_read(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8-r"])
def test_other_scripts_are_read(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body>{"Žluťoučký kůň. " * 9}</body></html>'
    assert decode(page.encode("iso-8859-2")) == page


def test_a_cut_text_in_utf_8_is_not_taken_for_another_encoding() -> None:
    assert decode(ENGLISH.encode()[:-4] + b"\xe2\x80").startswith("“The café has a new owner,” she")


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
        b"\xff\xfeodd",
        b"text\0with a zero",
        b"\x80\x01\x02\x03\x04" * 9,
    ],
)
def test_binary_data_are_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="UTF-8"):
        decode(raw)


@given(st.text())
def test_utf_8_always_comes_back(text: str) -> None:
    if "\0" not in text:
        assert decode(text.encode("utf-8-sig")) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(UnreadableError):
        assert isinstance(decode(raw), str)
