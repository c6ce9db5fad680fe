"""Who may log in, what they may do then, and the file that says so."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import tempfile
import unicodedata
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.rights import EVERY_RIGHT, RIGHTS, Right, RightsError, read_rights, told_rights
from page.settings import PageSettings, Users
from page.users import Cost, User, UsersError, put_user, read_users, remove_user, user_name

CHEAP = Cost(2, 8, 1)
"""A guess in 20 µs."""
ASK = read_rights("ask")
PASSWORD = "correct horse"


def _put(file: Path, name: str, password: str = PASSWORD, rights: str = "ask", cost: Cost = CHEAP) -> bool:
    return put_user(file, User.new(name, password, read_rights(rights), cost))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Anna, who may ask and add, and Ben, who may ask."""
    _put(tmp_path / "users", "anna", rights="ask,add")
    _put(tmp_path / "users", "ben", "staple battery")
    return tmp_path / "users"


# rights


@pytest.mark.parametrize("text", ["ask", "ask,add", "ask,remove", "ask,add,remove"])
def test_rights_are_told_as_they_are_read(text: str) -> None:
    assert told_rights(read_rights(text)) == text
    assert told_rights(read_rights(", ".join(reversed(text.split(","))))) == text


@pytest.mark.parametrize("text", ["", "ask,", "Ask", "ask add", "all", "ask,delete"])
def test_another_word_is_no_right(text: str) -> None:
    with pytest.raises(RightsError, match="is not a right: write one or more of ask,add,remove"):
        read_rights(text)


def test_nobody_adds_without_asking() -> None:
    with pytest.raises(RightsError, match="'remove,add' lacks 'ask', which the others need: write ask,add,remove"):
        read_rights("remove,add")


_RIGHTS = st.sets(st.sampled_from(RIGHTS)).map(lambda rights: frozenset({"ask", *rights}))


@given(_RIGHTS, _RIGHTS)
def test_a_user_may_do_what_both_the_page_and_the_file_allow(allow: frozenset[Right], own: frozenset[Right]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "users"
        _put(file, "anna", rights=told_rights(own))
        settings = PageSettings(allow, Users(file))
        assert settings.rights("anna") == allow & own
        assert "ask" in settings.rights("anna")
        assert settings.rights("ben") == settings.rights("") == settings.rights(None) == frozenset()
    assert PageSettings(allow).rights(None) == PageSettings(allow).rights("anna") == allow
    assert PageSettings().rights(None) == EVERY_RIGHT == {"ask", "add", "remove"}


# the file


def _is_name(text: str) -> bool:
    try:
        return user_name(text) == text
    except ValueError:
        return False


_NAMES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=":"), min_size=1, max_size=64)
_PASSWORDS = st.text(min_size=8, max_size=40).filter(lambda text: len(unicodedata.normalize("NFC", text)) >= 8)


@given(st.dictionaries(_NAMES.filter(_is_name), st.tuples(_PASSWORDS, _RIGHTS), min_size=1, max_size=4))
def test_users_are_read_as_they_were_written(people: dict[str, tuple[str, frozenset[Right]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "users"
        written = {name: User.new(name, password, rights, CHEAP) for name, (password, rights) in people.items()}
        assert [put_user(file, user) for user in written.values()] == [False] * len(people)
        assert read_users(file) == written
        assert os.listdir(folder) == ["users"]
        users = Users(file)
        for name, (password, rights) in people.items():
            assert users.check(name, password)
            assert not users.check(name, password + "x")
            assert users.rights(name) == rights
        first, *others = people
        remove_user(file, first)
        assert list(read_users(file)) == others


def test_a_line_is_the_name_the_rights_and_a_salted_hash(tmp_path: Path) -> None:
    # RFC 7914, section 12: scrypt of "pleaseletmein" with the salt "SodiumChloride" begins with these bytes
    assert (
        Cost(16384, 8, 1).hash("pleaseletmein", b"SodiumChloride").hex().startswith("7023bdcb3afd7348461c06cd81fd38eb")
    )
    for name in ("anna", "ben"):
        _put(tmp_path / "users", name, rights="ask,remove", cost=Cost(4, 8, 2))
    first, second = (tmp_path / "users").read_text().splitlines()
    assert first.startswith("anna:ask,remove:scrypt,4,8,2:")
    assert first.split(":")[3] != second.split(":")[3]
    assert first.split(":")[4] != second.split(":")[4]
    assert PASSWORD not in first


def test_a_guess_costs_what_it_should() -> None:
    cost = User.new("anna", PASSWORD, ASK).cost
    assert 128 * cost.r * cost.n >= 16e6  # bytes
    assert cost.n * cost.p >= 5 * 2**14


@pytest.mark.parametrize("cost", [(1000, 8, 1), (1, 8, 1), (16, 7, 1), (16, 8, 0), (16, 8, 17), (2**20, 16, 1)])
def test_a_cost_that_no_machine_should_bear_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"scrypt's|256 MB"):
        Cost(*cost)


@pytest.mark.parametrize(
    "name", ["", "a b", "a:b", "a\tb", "a\nb", "a\x00", "a\u202eb", "a\u00a0b", "\ud800", "a" * 65]
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="is not a name"):
        user_name(name)


@pytest.mark.parametrize("password", ["", "seven77", "e\u0301" * 7, "x" * 1025])
def test_a_password_has_8_to_1024_characters(password: str) -> None:
    with pytest.raises(UsersError, match="8 to 1,024 characters") as failed:
        User.new("anna", password, ASK, CHEAP)
    assert not password or password not in str(failed.value)


def test_the_longest_password_is_no_prefix_of_another(tmp_path: Path) -> None:
    _put(tmp_path / "users", "anna", "x" * 1024)
    users = Users(tmp_path / "users")
    assert users.check("anna", "x" * 1024)
    assert not users.check("anna", "x" * 1025)


def test_a_new_file_is_its_owners_alone_and_an_old_one_stays_as_it_was(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        _put(tmp_path / "users", "anna")
        assert stat.S_IMODE((tmp_path / "users").stat().st_mode) == 0o600
        (tmp_path / "users").chmod(0o640)
        _put(tmp_path / "users", "ben")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "users").stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_the_file_keeps_its_owner(file: Path) -> None:
    os.chown(file, 1234, 4321)
    _put(file, "cleo")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 4321)


def test_a_link_to_the_file_stays_one(file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(file)
    _put(tmp_path / "link", "cleo")
    assert (tmp_path / "link").is_symlink()
    assert list(read_users(file)) == ["anna", "ben", "cleo"]


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_nothing_is_half_written(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = file.read_bytes()
    monkeypatch.setattr(os, step, full)
    with pytest.raises(UsersError, match=r"cannot write .*users' \(No space left on device\): name a file"):
        _put(file, "cleo")
    with pytest.raises(UsersError, match="No space left"):
        remove_user(file, "anna")
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == ["users"]


@pytest.mark.parametrize(
    "line",
    [
        b"anna:hunter2hunter2",
        b"",
        b"# a remark",
        b"cleo:hunter2hunter2:scrypt,2,8,1:%s:%s",
        b"cleo:add:scrypt,2,8,1:%s:%s",
        b"c leo:ask:scrypt,2,8,1:%s:%s",
        b"cleo:ask:scrypt,3,8,1:%s:%s",
        b"cleo:ask:scrypt,99999999,8,1:%s:%s",
        b"cleo:ask:md5,2,8,1:%s:%s",
        b"cl\xe9o:ask:scrypt,2,8,1:%s:%s",
    ],
)
def test_a_line_that_is_no_user_is_named_and_not_told(file: Path, line: bytes) -> None:
    salt, digest = b"A" * 22 + b"==", b"A" * 43 + b"="
    good = b"zoe:ask:scrypt,2,8,1:%s:%s" % (salt, digest)
    bad = line % (salt, digest) if b"%s" in line else line
    file.write_bytes(good + b"\n" + bad + b"\n" + good.replace(b"zoe", b"yan") + b"\n")
    with pytest.raises(UsersError) as failed:
        Users(file)
    assert str(failed.value) == (
        f"line 2 of {str(file)!r} is not a user: take it out, and add the user with `dateline users`"
    )
    assert failed.value.__cause__ is None
    with pytest.raises(UsersError, match="line 2"):
        _put(file, "cleo")
    assert bad in file.read_bytes()


def test_a_name_stands_once(file: Path) -> None:
    file.write_text(file.read_text() + file.read_text().splitlines()[0] + "\n")
    with pytest.raises(UsersError, match=r"line 3 of .* is a second 'anna'"):
        Users(file)


def test_a_file_that_is_not_there_or_empty_lets_no_page_be_served(tmp_path: Path) -> None:
    with pytest.raises(UsersError, match=r"no users' file .*make it with `dateline users FILE NAME`"):
        Users(tmp_path / "users")
    (tmp_path / "users").touch()
    with pytest.raises(UsersError, match=r"no user in .*add one with `dateline users FILE NAME`"):
        Users(tmp_path / "users")
    with pytest.raises(UsersError, match="cannot read"):
        Users(tmp_path)


def test_who_is_not_there_cannot_be_removed(file: Path) -> None:
    with pytest.raises(UsersError, match=r"no user 'cleo' in .*: there is 'anna', 'ben'"):
        remove_user(file, "cleo")
    with pytest.raises(UsersError, match=r"no user 'cleo' in .*: there is none"):
        remove_user(file.with_name("none"), "cleo")
    assert not file.with_name("none").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsersError, match=r"cannot write '.*gone/users' \(No such file or directory\)"):
        _put(tmp_path / "gone" / "users", "anna")


def test_many_who_change_the_file_at_once_lose_nothing(file: Path) -> None:
    names = [f"guest{number}" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(lambda name: _put(file, name), names))
    assert sorted(read_users(file)) == sorted(["anna", "ben", *names])


# logging in


def test_the_password_of_another_is_wrong(file: Path) -> None:
    users = Users(file)
    assert users.check("anna", PASSWORD)
    assert users.check("ben", "staple battery")
    tried = [("anna", "staple battery"), ("anna", ""), ("anna", PASSWORD.upper()), ("cleo", PASSWORD), ("", "")]
    assert [users.check(*one) for one in tried] == [False] * len(tried)


def test_accents_count_however_they_were_typed(tmp_path: Path) -> None:
    _put(tmp_path / "users", "rene\u0301e", "cafe\u0301 cre\u0300me")
    users = Users(tmp_path / "users")
    assert users.check("ren\u00e9e", "caf\u00e9 cr\u00e8me")
    assert users.check("rene\u0301e", "cafe\u0301 cre\u0300me")
    assert users.rights("rene\u0301e") == users.rights("ren\u00e9e") == ASK


def test_who_was_replaced_or_removed_is_so_at_once(file: Path) -> None:
    users = Users(file)
    settings = PageSettings(users=users)
    size = file.stat().st_size
    assert _put(file, "anna", "third password", "ask,add")
    assert file.stat().st_size == size
    assert users.check("anna", "third password")
    assert settings.rights("anna") == {"ask", "add"}
    assert _put(file, "anna", "another password", "ask,remove")
    assert not users.check("anna", PASSWORD)
    assert users.check("anna", "another password")
    assert settings.rights("anna") == {"ask", "remove"}
    remove_user(file, "anna")
    assert not users.check("anna", "another password")
    assert settings.rights("anna") == frozenset()
    assert users.check("ben", "staple battery")
    remove_user(file, "ben")
    assert not users.check("ben", "staple battery")
    _put(file, "cleo")
    assert users.check("cleo", PASSWORD)


def test_nobody_gets_in_while_the_file_is_damaged(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    users = Users(file)
    whole = file.read_text()
    file.write_text(whole + "cleo:hunter2hunter2\n")
    assert not users.check("anna", PASSWORD)
    assert users.rights("anna") == frozenset()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "line 3 of" in caplog.text
    assert "hunter2" not in caplog.text
    file.unlink()
    assert not users.check("anna", PASSWORD)
    assert "no users' file" in caplog.text
    file.write_text(whole)
    assert users.check("anna", PASSWORD)


class _Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_after_five_wrong_passwords_the_minute_is_waited_out(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = _Clock()
    users = Users(file, clock)
    for _ in range(5):
        assert not users.check("anna", "wrong password")
        clock.seconds += 1
    assert caplog.text == ""
    for seconds in (1005.0, 1030.0, 1059.9):
        clock.seconds = seconds
        assert not users.check("anna", PASSWORD)
    assert users.check("ben", "staple battery")
    assert [record.getMessage() for record in caplog.records] == [
        "5 wrong passwords of 'anna': more are refused for a minute"
    ]
    clock.seconds = 1060.0
    assert users.check("anna", PASSWORD)


def test_four_wrong_passwords_are_forgiven(file: Path) -> None:
    users = Users(file, _Clock())
    for _ in range(3):
        assert [users.check("anna", "wrong password") for _ in range(4)] == [False] * 4
        assert users.check("anna", PASSWORD)


def test_many_guesses_at_once_are_counted_each(file: Path) -> None:
    users = Users(file, _Clock())
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: users._may_try("anna"), range(100))) == 5


def test_a_page_is_not_filled_with_the_names_that_strangers_try(file: Path) -> None:
    users = Users(file, _Clock())
    assert not any(users.check(f"stranger{number}", PASSWORD) for number in range(50))
    assert not users.check("anna", "wrong password")
    assert list(users._tries) == ["anna"]
    remove_user(file, "anna")
    assert not users.check("anna", PASSWORD)
    assert users._tries == {}


def _work(users: Users, name: str, password: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was asked of scrypt, which takes all but the whole time of a login."""
    asked: list[dict[str, Any]] = []
    real = hashlib.scrypt

    def noted(_: bytes, *, salt: bytes, **cost: int) -> bytes:
        asked.append({**cost, "salt": len(salt)})
        return real(_, salt=salt, **cost)

    with monkeypatch.context() as patched:
        patched.setattr(hashlib, "scrypt", noted)
        users.check(name, password)
    return asked


def test_every_login_costs_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    users = Users(file, _Clock())
    right = _work(users, "anna", PASSWORD, monkeypatch)
    assert len(right) == 1
    others: Collection[tuple[str, str]] = [("anna", "wrong password"), ("cleo", PASSWORD), ("", "x" * 5000)]
    assert [_work(users, name, password, monkeypatch) for name, password in others] == [right] * 3
    refused = [_work(users, "anna", PASSWORD + "x", monkeypatch) for _ in range(8)]
    assert refused == [right] * 8
    assert not users.check("anna", PASSWORD)


def test_a_user_is_not_shown_with_what_could_be_guessed_from(file: Path) -> None:
    user = read_users(file)["anna"]
    assert "salt" not in repr(user)
    assert "digest" not in repr(user)
