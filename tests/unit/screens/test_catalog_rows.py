"""How the catalog is arranged: little at once, much by department and by what is requested most."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.domain.catalog import RequestKind
from kiosk.domain.text import pick
from kiosk.i18n import Wording
from kiosk.journeys.browse import CatalogView
from kiosk.screens.catalog_rows import CatalogRows, Row, RowKind
from tests.screens.every_field import large_pack
from tests.screens.sample_pack import sample_pack


def arranged(catalog: CatalogView, columns: int = 1) -> CatalogRows:
    return CatalogRows(catalog, Wording("en"), lambda texts: pick(texts, "en"), columns)


LARGE, SMALL = CatalogView(large_pack()), CatalogView(sample_pack())


def described(rows: list[Row]) -> list[str]:
    return [row.title or "/".join(offer.id for offer in row.offers) for row in rows]


def test_few_services_stand_under_their_departments() -> None:
    assert described(arranged(SMALL).overview(None)) == [
        "Computers and networks",
        "laptop",
        "wifi",
        "Buildings",
        "repair",
    ]


def test_many_services_begin_with_departments_and_the_most_requested() -> None:
    rows = arranged(LARGE).overview(None)
    assert rows[0].kind is RowKind.DEPARTMENTS
    assert [offer.id for offer in rows[0].offers] == ["it", "buildings"]
    assert described(rows)[1:6] == ["Most requested", "laptop29", "laptop28", "laptop27", "laptop26"]


def test_everything_comes_after_that_so_nothing_is_out_of_reach() -> None:
    rows = arranged(LARGE).overview(None)
    start = described(rows).index("Computers and networks")
    below = {offer.id for row in rows[start:] for offer in row.offers}
    assert below == {service.id for service in LARGE.services()}


def test_services_say_where_they_stand_among_how_many() -> None:
    rows = arranged(LARGE, 2).department("it", None)
    assert [(row.first, len(row.offers), row.total) for row in rows] == [(n, 2, 12) for n in range(1, 12, 2)]


def test_what_was_found_stands_under_its_number() -> None:
    assert described(arranged(SMALL, 2).found(SMALL.services())) == ["3 services", "laptop/repair", "wifi"]
    assert arranged(SMALL).found(()) == []


def test_a_single_department_is_not_to_be_chosen() -> None:
    rows = arranged(LARGE).overview(RequestKind.SERVICE_REQUEST)
    assert described(rows)[0] == "Most requested"


def test_without_popularity_nothing_is_called_most_requested() -> None:
    pack = large_pack()
    plain = tuple(msgspec.structs.replace(service, popularity=0) for service in pack.services)
    rows = arranged(CatalogView(msgspec.structs.replace(pack, services=plain))).overview(None)
    assert "Most requested" not in described(rows)


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("ident", ["it", "popular", "departments", "found"])
def test_no_two_rows_have_the_same_key_whatever_a_department_is_called(ident: str, columns: int) -> None:
    pack = large_pack()
    departments = tuple(
        msgspec.structs.replace(each, id=ident if each.id == "it" else each.id) for each in pack.departments
    )
    services = tuple(
        msgspec.structs.replace(each, department=ident if each.department == "it" else each.department)
        for each in pack.services
    )
    catalog = CatalogView(msgspec.structs.replace(pack, departments=departments, services=services))
    rows = arranged(catalog, columns)
    keys = [row.key for row in rows.overview(None)]
    assert len(keys) == len(set(keys))
    assert rows.found(catalog.services())[0].key not in keys
