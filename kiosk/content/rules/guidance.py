"""Rules of troubleshooters and announcements."""

from __future__ import annotations

from kiosk.content.faults import quote
from kiosk.content.nodes import Node, child, items, text_of
from kiosk.content.rules.findings import Findings, Names
from kiosk.content.value_types import moment


def check_announcement(announcement: Node, findings: Findings) -> None:
    """One announcement: it ends after it starts."""
    starts, ends = moment(text_of(child(announcement, "starts"))), moment(text_of(child(announcement, "ends")))
    if starts and ends and ends <= starts:
        findings.add(child(announcement, "ends"), "dates", "It ends before it starts.", "Correct one of the two.")


def check_troubleshooter(tree: Node, names: Names, findings: Findings) -> None:
    """One troubleshooter: every node is reached, and every way comes to an end that helps."""
    findings.refer(child(tree, "department"), names.departments, "department called")
    nodes = items(child(tree, "nodes"))
    findings.unique((child(node, "id") for node in nodes), "node")
    by_id = {text_of(child(node, "id")): node for node in reversed(nodes)}
    findings.refer(child(tree, "start"), by_id, "node called")
    for node in nodes:
        for choice in items(child(node, "choices")):
            findings.refer(child(choice, "to"), by_id, "node called")
        findings.refer(child(node, "article"), names.articles, "article called")
        findings.refer(child(node, "service"), names.services, "service called")
        _check_outcome(node, findings)
    start = text_of(child(tree, "start"))
    # A way to a misspelt node is told above; what it leaves unreached is no news.
    if start in by_id and all(_targets(node) <= by_id.keys() for node in nodes):
        _check_ways(start, by_id, findings)


def _check_outcome(node: Node, findings: Findings) -> None:
    at = child(node, "id")
    outcomes = [key for key in ("article", "service") if child(node, key)]
    if child(node, "choices"):
        for key in outcomes:
            what = f"A node with choices cannot have `{key}` too."
            findings.add(child(node, key), "mixed-node", what, "Move it to a node that a choice leads to.")
    elif not outcomes and not child(node, "detail"):
        what = f"The way ends at {quote(text_of(at))} without a fix."
        findings.add(at or node, "dead-end", what, "Add `choices`, `detail`, `article` or `service`.")


def _targets(node: Node) -> set[str]:
    return {text_of(child(choice, "to")) for choice in items(child(node, "choices"))}


def _check_ways(start: str, by_id: dict[str, Node], findings: Findings) -> None:
    reached, waiting = {start}, [start]
    while waiting:
        new = _targets(by_id[waiting.pop()]) - reached
        reached |= new
        waiting += new
    ending: set[str] = set()
    while True:
        more = {
            name
            for name, node in by_id.items()
            if name not in ending and (not child(node, "choices") or _targets(node) & ending)
        }
        if not more:
            break
        ending |= more
    for name, node in by_id.items():
        at = child(node, "id") or node
        if name not in reached:
            what = f"No way leads to the node {quote(name)}."
            findings.add(at, "unreachable-node", what, "Lead a choice to it, or remove it.")
        elif name not in ending:
            what = f"From the node {quote(name)} every way goes round in circles."
            findings.add(at, "endless", what, "Lead a choice to a fix.")
