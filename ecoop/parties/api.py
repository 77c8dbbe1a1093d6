"""Places and organisations, for programs."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ecoop.kernel.wire import Text
from ecoop.parties import queries

router = Router(tags=["parties"])


class PlaceOut(Schema):
    """A commune or ward in the map of two levels that holds since 1 July 2025."""

    code: str = Field(examples=["05482"])
    name: str = Field(examples=["Xã Tân Cương"])
    province_name: str = Field(examples=["Tỉnh Thái Nguyên"])


class PlacesOut(Schema):
    """The places that a text may mean, the best first."""

    items: list[PlaceOut]


class OldPlaceOut(Schema):
    """A ward as it stood before 1 July 2025, and a ward it went into."""

    name: str = Field(examples=["Phường Đội Cấn"])
    district_name: str = Field(examples=["Quận Ba Đình"])
    province_name: str = Field(examples=["Thành phố Hà Nội"])
    became: PlaceOut


class OldPlacesOut(Schema):
    """What became of the places that a text may mean; a ward that was cut up stands once for each part."""

    items: list[OldPlaceOut]


@router.get("/places", response=PlacesOut, auth=None, summary="Search places")
def list_places(
    request: HttpRequest,
    q: Annotated[Text, Query(min_length=2, description="Part of a name, with or without accents.")],
) -> PlacesOut:
    """Search communes and wards by a part of their name."""
    found = queries.list_places(text=q)
    return PlacesOut(
        items=[PlaceOut(code=each.code, name=each.name, province_name=each.province_name) for each in found]
    )


@router.get("/places/old", response=OldPlacesOut, auth=None, summary="Search places of before July 2025")
def list_old_places(
    request: HttpRequest,
    q: Annotated[Text, Query(min_length=2, description="Part of an old address, with or without accents.")],
) -> OldPlacesOut:
    """Tell which communes and wards an address of before 1 July 2025 belongs to now."""
    return OldPlacesOut(items=[OldPlaceOut.from_orm(each) for each in queries.list_old_places(text=q)])
