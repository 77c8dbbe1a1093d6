"""The way from the desk to the phone: an address that opens the app for one shop, and the same as a square."""

from dataclasses import dataclass
from urllib.parse import quote

import segno

from ecoop.access.queries import Acting

APP = "/app/"


@dataclass(frozen=True)
class PhoneDoor:
    """Where the app begins for a shop, and a picture of the whole address for another phone's camera."""

    url: str
    square: str


def find_phone_door(*, acting: Acting, origin: str) -> PhoneDoor | None:
    """Find the door to the phone for a person who may record; None for others."""
    if not acting.may("documents.record"):
        return None
    url = f"{APP}#/start/{quote(f'{acting.org_slug}/{acting.org_name}', safe='')}"
    square = segno.make(f"{origin}{APP}", error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    return PhoneDoor(url=url, square=square)
