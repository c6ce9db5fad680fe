import json
from dataclasses import asdict
from pathlib import Path

from evals.record import articles_digest, file_digest, folder_digest, record_run, versions


def test_a_record_names_machine_packages_and_inputs() -> None:
    record = record_run({"passage_size": 3}, "c" * 64, "a" * 64)
    stored = json.loads(json.dumps(asdict(record)))
    assert stored["settings"] == {"passage_size": 3}
    assert stored["packages"]["numpy"]
    assert stored["machine"]["processor"]
    assert (record.cases_digest, record.corpus_digest) == ("c" * 64, "a" * 64)
    assert f"{record.machine.cores} cores" in str(record.machine)


def test_versions_leave_out_what_is_not_installed() -> None:
    assert versions(["numpy", "no-such-package"]).keys() == {"numpy"}


def test_digests_follow_names_and_contents_but_not_order_or_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    (tmp_path / "b.md").write_text("two")
    first = folder_digest(tmp_path)
    (tmp_path / ".hidden").write_text("three")
    assert folder_digest(tmp_path) == first
    (tmp_path / "b.md").write_text("two!")
    assert folder_digest(tmp_path) != first
    (tmp_path / "b.md").rename(tmp_path / "c.md")
    (tmp_path / "c.md").write_text("two")
    assert folder_digest(tmp_path) != first
    assert articles_digest([("a", "1"), ("b", "2")]) == articles_digest([("b", "2"), ("a", "1")])
    # the digest of an empty file is SHA-256's well-known one
    (tmp_path / "empty").write_bytes(b"")
    assert file_digest(tmp_path / "empty").startswith("e3b0c44298fc1c149afbf4c8996fb924")
