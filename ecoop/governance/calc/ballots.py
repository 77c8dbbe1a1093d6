"""Secret ballots as they lie in the box and in the published list, and how anybody counts them again."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ecoop.governance.calc.blind import KEY_BITS, TOKEN_BYTES, fingerprint, is_signed
from ecoop.governance.calc.votes import Counts, Option, add_up, read_choice, read_options

KIND = "ecoop ballot list 1"
_SIGNED_FOR = b"ecoop ballot "
_TOKEN = re.compile(rf"[0-9a-f]{{{TOKEN_BYTES * 2}}}")
_SIGNATURE = re.compile(rf"[0-9a-f]{{{KEY_BITS // 4}}}")


@dataclass(frozen=True)
class Recount:
    """What came out of counting a published list again, and what is wrong with it."""

    ballot_id: UUID
    title: str
    fingerprint: str
    counts: Counts
    forged: tuple[str, ...]
    doubled: tuple[str, ...]
    unreadable: tuple[str, ...]
    said: Counts | None

    @property
    def is_right(self) -> bool:
        """Tell whether every ballot is signed, stands once, can be read, and the sum is the one that was announced."""
        clean = not (self.forged or self.doubled or self.unreadable)
        return clean and (
            self.said is None
            or (self.said.handed_in, _bare(self.said))
            == (
                self.counts.handed_in,
                _bare(self.counts),
            )
        )


def message_of(*, ballot_id: UUID) -> bytes:
    """Give what is signed behind the token: which ballot it is for."""
    return _SIGNED_FOR + ballot_id.bytes


def id_of_token(*, ballot_id: UUID, token: str) -> UUID:
    """Give the row of a token its id, which says nothing that the token does not say."""
    return UUID(bytes=hashlib.sha256(ballot_id.bytes + bytes.fromhex(token)).digest()[:16], version=4)


def is_well_formed(*, token: str, signature: str) -> bool:
    """Tell whether a token and a signature look as they must."""
    return bool(_TOKEN.fullmatch(token) and _SIGNATURE.fullmatch(signature))


def is_ballot_signed(*, public_pem: str, ballot_id: UUID, token: str, signature: str) -> bool:
    """Tell whether a token carries the signature of this vote."""
    prepared = bytes.fromhex(token) + message_of(ballot_id=ballot_id)
    return is_signed(public_pem=public_pem, prepared=prepared, signature=bytes.fromhex(signature))


def write_list(
    *,
    ballot_id: UUID,
    title: str,
    public_pem: str,
    options: Sequence[Option],
    seats: int,
    lines: Sequence[tuple[str, str, str]],
    counts: Counts,
) -> str:
    """Write the published list of a box: its key, what could be chosen, each ballot by token, and the sum."""
    said: dict[str, Any] = {
        "kind": KIND,
        "ballot": str(ballot_id),
        "title": title,
        "scheme": "RSABSSA-SHA384-PSS-Randomized",
        "signed_message": "token ‖ “ecoop ballot ” ‖ the 16 bytes of the ballot's id",
        "public_key": public_pem,
        "fingerprint": fingerprint(public_pem=public_pem),
        "options": [{"code": option.code, "label": option.label} for option in options],
        "seats": seats,
        "counts": {"handed_in": counts.handed_in, "by_choice": dict(counts.by_choice)},
        "ballots": [
            {"token": token, "choice": choice, "signature": signature} for token, choice, signature in sorted(lines)
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def recount(*, text: str, public_pem: str | None = None) -> Recount:
    """Count a published list again, with nothing but the list, and a key one trusts if one has it.

    Raises: ValueError, KeyError, TypeError where it is no such list
    """
    said = json.loads(text)
    if said["kind"] != KIND:
        raise ValueError(str(said["kind"])[:60])
    ballot_id, key = UUID(said["ballot"]), public_pem or str(said["public_key"])
    options, seats = read_options(options=said["options"]), int(said["seats"])
    forged, doubled, unreadable = [], [], []
    good: dict[str, str] = {}
    for line in said["ballots"]:
        token, signature = str(line["token"]), str(line["signature"])
        choice = read_choice(text=str(line["choice"]), options=options, seats=seats)
        if not is_well_formed(token=token, signature=signature) or choice is None:
            unreadable.append(token)
        elif token in good:
            doubled.append(token)
        elif not is_ballot_signed(public_pem=key, ballot_id=ballot_id, token=token, signature=signature):
            forged.append(token)
        else:
            good[token] = choice
    return Recount(
        ballot_id=ballot_id,
        title=str(said["title"]),
        fingerprint=fingerprint(public_pem=key),
        counts=add_up(votes=[(choice, 1) for choice in good.values()], is_election=bool(options)),
        forged=tuple(forged),
        doubled=tuple(doubled),
        unreadable=tuple(unreadable),
        said=_read_counts(said.get("counts")),
    )


def _read_counts(said: Any) -> Counts | None:
    if not said:
        return None
    return Counts({str(name): int(votes) for name, votes in said["by_choice"].items()}, int(said["handed_in"]))


def _bare(counts: Counts) -> dict[str, int]:
    return {name: votes for name, votes in counts.by_choice.items() if votes}
