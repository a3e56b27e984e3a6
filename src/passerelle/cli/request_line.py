"""What a command prints of a request, and of a table of the yearly statistics."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.requests import RequestLine, RequestView
    from passerelle.core.canonical import Json
    from passerelle.core.request_statistics import Table


def printed(line: RequestLine, now: datetime) -> dict[str, Json]:
    """One line of the list: references, states and both dates, nobody's name."""
    due = line.due
    return {
        "request": line.id,
        "direction": str(line.direction),
        "kind": str(line.kind),
        "urgent": line.urgent,
        "service": line.other,
        "country": line.country,
        "case": line.case,
        "received": line.receipt.isoformat(),
        "state": str(line.state),
        "step": str(due.step) if due else "",
        "due_by_law": due.by_law.isoformat() if due and due.by_law else "",
        "due_in_force": due.in_force.isoformat() if due and due.in_force else "",
        "standing": str(due.standing) if due else "",
        "alarm": str(due.alarm(now)) if due else "",
        "owed": [str(one) for one in line.owed],
    }


def shown(view: RequestView, now: datetime) -> dict[str, Json]:
    """The request with every limit, its steps, and the ids of what it was checked against."""
    limits: list[Json] = [
        {
            "step": str(one.step),
            "by_law": one.by_law.isoformat() if one.by_law else "",
            "in_force": one.in_force.isoformat() if one.in_force else "",
            "standing": str(one.standing),
        }
        for one in view.deadlines
    ]
    steps: list[Json] = [{"step": str(one.what.step), "at": one.what.at.isoformat()} for one in view.steps]
    return {
        **printed(view.line, now),
        "deadlines": limits,
        "steps": steps,
        "found": list(view.found),
        "alike": [one.id for one in view.alike],
        "refusals": list(view.refusals),
    }


def table_text(table: Table, *, as_json: bool) -> str:
    """The table as one JSON object, or as its title and tab-separated lines."""
    if as_json:
        said = {
            "table": table.title,
            "columns": list(table.columns),
            "rows": [list(one) for one in table.rows],
        }
        return f"{json.dumps(said)}\n"
    lines = [table.columns, *table.rows]
    return f"{table.title}\n" + "".join("\t".join(map(str, one)) + "\n" for one in lines) + "\n"
