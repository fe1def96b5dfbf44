"""Rules of amounts and currencies."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from babel.core import get_global

from kiosk.content.explain import did_you_mean
from kiosk.content.faults import quote
from kiosk.content.nodes import Node, child, text_of
from kiosk.content.rules.findings import Findings
from kiosk.domain.answers import minor_digits


def check_currency(at: Node | None, findings: Findings) -> None:
    """A fault if `at` is no code of ISO 4217."""
    code = text_of(at)
    currencies = get_global("all_currencies")
    if code and code not in currencies:
        remedy = did_you_mean(code.upper(), currencies, otherwise="Use the three letters of ISO 4217, such as EUR.")
        findings.add(at, "currency", f"There is no currency {quote(code)}.", remedy)


def check_cost(service: Node, findings: Findings) -> None:
    """The cost of a service is an amount that its currency can pay."""
    cost = child(service, "cost")
    check_currency(child(cost, "currency"), findings)
    at = child(cost, "amount")
    try:
        amount = Decimal(text_of(at))
    except InvalidOperation:
        return
    if not amount.is_finite():
        return
    exponent = amount.as_tuple().exponent
    decimals, code = minor_digits(text_of(child(cost, "currency"))), text_of(child(cost, "currency"))
    if code and isinstance(exponent, int) and -exponent > decimals:
        findings.add(at, "amount", f"{code} has {decimals} decimals, not {-exponent}.", "Round the amount.")
