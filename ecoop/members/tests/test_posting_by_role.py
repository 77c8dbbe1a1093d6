"""Pages that many may look at and few may hand something in to: who may not is told so."""

import pytest
from django.urls import reverse

from tests.cast import Cast


@pytest.mark.parametrize("name", ["members:fees", "members:disclosures"])
def test_whoever_may_only_look_cannot_post(cast: Cast, name: str) -> None:
    url, client = reverse(name, args=[cast.coop.slug]), cast.client(cast.hai)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 403
