"""`ecoop ballot check`: a published list counted again without a server."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from ecoop.governance.calc.ballots import message_of, write_list
from ecoop.governance.calc.blind import TOKEN_BYTES, blind, finalize, make_key, prepare, public_half, sign_blinded
from ecoop.governance.calc.votes import Counts
from ecoop.kernel.ids import new_id


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key, ballot_id = make_key(), new_id()
    public = public_half(private_pem=key)
    lines = []
    for choice in ("for", "for", "blank"):
        prepared = prepare(message=message_of(ballot_id=ballot_id))
        mine = blind(public_pem=public, prepared=prepared)
        signed = sign_blinded(private_pem=key, blinded=mine.message)
        signature = finalize(public_pem=public, prepared=prepared, blind_signature=signed, inverse=mine.inverse)
        lines.append((prepared[:TOKEN_BYTES].hex(), choice, signature.hex()))
    text = write_list(
        ballot_id=ballot_id,
        title="Bầu Giám đốc",
        public_pem=public,
        options=(),
        seats=1,
        lines=lines,
        counts=Counts({"for": 2, "blank": 1}, 3),
    )
    file = tmp_path_factory.mktemp("ballots") / "list.json"
    file.write_text(text, encoding="utf-8")
    (file.parent / "key.pem").write_text(public, encoding="utf-8")
    return file


def test_a_list_is_counted_again(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ballot", "check", str(published), "--key", str(published.parent / "key.pem"), "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["right"], said["ballots"], said["counts"]) == (True, 3, {"blank": 1, "for": 2})
    call_command("ballot", "check", str(published))
    assert "Bầu Giám đốc" in capsys.readouterr().out


def test_another_key_proves_nothing(published: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "other.pem").write_text(public_half(private_pem=make_key()))
    call_command("ballot", "check", str(published), "--key", str(tmp_path / "other.pem"), "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["right"], said["ballots"], len(said["forged"])) == (False, 0, 3)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "another"}', "3"])
def test_what_is_no_list_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.json").write_text(text)
    with pytest.raises(SystemExit) as stopped:
        call_command("ballot", "check", str(tmp_path / "list.json"), "--json")
    assert stopped.value.code == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "governance.ballot-file-unreadable"
