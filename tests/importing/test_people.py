"""Who gets an author's page, and who is only printed."""

import pytest

from articles.importing.people import is_person


@pytest.mark.parametrize(
    "name", ["Willy Wo-Lap Lam", "Ann Lee", "José María de la Cruz", "Анна Петрова", "岑慧敏", "Li", "ANN-MARIE LEE"]
)
def test_a_person_is_a_person(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["staff and wire reports", "Reuters Staff", "La rédaction", "AP", "dpa/afp", "NTX-AFX-DPX", "", "Team 4"]
)
def test_a_desk_or_an_agency_is_not(name):
    assert not is_person(name)
