"""Where requests go at the desk."""

from __future__ import annotations

import pytest

from kiosk.domain.catalog import Priority, RequestKind
from sync.desks.base import DeskFault, Refused
from sync.routing import Destination, Routing, Rule
from tests.desks.sample_requests import sample_request

NETWORK = Rule(departments=frozenset({"it"}), services=frozenset({"network-problem"}), queue="Network", owner="h.ali")
URGENT = Rule(priorities=frozenset({Priority.HIGH, Priority.CRITICAL}), owner="duty")
COMPLAINTS = Rule(kinds=frozenset({RequestKind.COMPLAINT}), restricted=True, queue="Complaints", owner="ombudsman")


def test_without_rules_the_department_gets_it() -> None:
    assert Routing().destination(sample_request()) == Destination(queue="IT service")


def test_the_first_rule_that_fits_decides() -> None:
    routing = Routing([NETWORK, URGENT])
    both = sample_request(service="network-problem", priority=Priority.CRITICAL)
    assert routing.destination(both) == Destination(queue="Network", owner="h.ali")
    assert Routing([URGENT, NETWORK]).destination(both) == Destination(queue="IT service", owner="duty")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"department": "hr"}, id="department"),
        pytest.param({"service": "telephone"}, id="service"),
        pytest.param({"kind": RequestKind.QUESTION}, id="kind"),
        pytest.param({"priority": Priority.LOW}, id="priority"),
    ],
)
def test_a_rule_wants_every_condition(changed: dict[str, object]) -> None:
    rule = Rule(
        kinds=frozenset({RequestKind.INCIDENT}),
        departments=frozenset({"it"}),
        services=frozenset({"network-problem"}),
        priorities=frozenset({Priority.HIGH}),
        queue="Network",
    )
    fitting: dict[str, object] = {"service": "network-problem", "priority": Priority.HIGH}
    assert Routing([rule]).destination(sample_request(**fitting)).queue == "Network"  # type: ignore[arg-type]  # a test's own names for fields
    assert Routing([rule]).destination(sample_request(**(fitting | changed))).queue == "IT service"  # type: ignore[arg-type]  # as above


def test_a_desk_without_departments_has_one_queue_for_all() -> None:
    routing = Routing([NETWORK], ordinary_queue="desk@example.org")
    assert routing.destination(sample_request()).queue == "desk@example.org"
    assert routing.destination(sample_request(service="network-problem")).queue == "Network"


@pytest.mark.parametrize(
    "changed",
    [pytest.param({"kind": RequestKind.COMPLAINT}, id="complaint"), pytest.param({"restricted": True}, id="service")],
)
def test_a_restricted_matter_goes_where_few_read_it(changed: dict[str, object]) -> None:
    request = sample_request(**changed)  # type: ignore[arg-type]  # as above
    for_all = Rule(queue="General", owner="anybody")
    assert Routing([for_all], restricted_queue="Confidential").destination(request) == Destination(
        queue="Confidential", restricted=True
    )
    with pytest.raises(Refused) as met:
        Routing([for_all], ordinary_queue="desk@example.org").destination(request)
    assert met.value.fault is DeskFault.NO_RESTRICTED_QUEUE


def test_a_rule_for_restricted_matters_takes_no_others() -> None:
    routing = Routing([COMPLAINTS, Rule(restricted=True, queue="Security")])
    assert routing.destination(sample_request(kind=RequestKind.COMPLAINT)) == Destination(
        queue="Complaints", owner="ombudsman", restricted=True
    )
    assert routing.destination(sample_request(restricted=True)).queue == "Security"
    assert routing.destination(sample_request()) == Destination(queue="IT service")
