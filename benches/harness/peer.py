"""The FastAPI peer: the same queries on the same SQLite file, and the same JSON, written by orjson.

It runs in its own virtual environment, under uvicorn, and imports nothing from the harness. Handlers are coroutines that
query the database directly: with one worker on one core, a thread pool would only cost time. The rules of progress are
implemented as far as the synthetic data needs them; the harness compares each response with Tassei's before measuring.
"""

import hashlib
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Any

import orjson
import pysqlite3 as sqlite3
from fastapi import FastAPI, Response

Json = dict[str, Any]

app = FastAPI(openapi_url=None)
connection = sqlite3.connect(f"file:{os.environ['PEER_DATABASE']}?mode=ro", uri=True, isolation_level=None)
connection.execute("PRAGMA query_only = ON")

ATTRIBUTION = ("Facts: the local government and document named in each row's source. "
               "Tables and restated texts: the publisher of this dataset.")
LICENSES = [{"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}]
CACHING = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"

STATE = "SELECT scope_version, imported_at FROM datasets WHERE id = ?"

IDS = "SELECT id FROM indicators WHERE localgov_code = ? ORDER BY id LIMIT ?"

COUNT = "SELECT count(*) FROM {} WHERE localgov_code = ?"

MEASURES = """SELECT id, localgov_code, localgov_name, plan_id, section_id, parent_measure_id, sort_order, level_label,
number_text, name, name_basis, former_name, lead_departments, related_departments, sdg_targets, tags,
inherited_tags, overview, current_issues, approach, desired_state, text_origin, measure_status, status_text, status_fiscal_year, unassigned_marks,
disclosure, same_as_measure_id, doubt, source_id, source_place, note
FROM measures WHERE localgov_code = ? ORDER BY id LIMIT ?"""

INDICATORS = """SELECT indicators.id, indicators.localgov_code, indicators.localgov_name, indicators.plan_id,
indicators.measure_id, measures.name, indicators.sort_order, indicators.name, unit, unit_code, unit_multiplier,
unit_per, direction, direction_basis, value_type, role, measurement_basis, definition, breakdown_dimension,
indicators.doubt, indicators.source_id, indicators.source_place, indicators.note
FROM indicators JOIN measures ON measures.id = indicators.measure_id WHERE indicators.id IN ({})"""

OBSERVATIONS = """SELECT observations.id, observations.localgov_code, observations.localgov_name, observations.plan_id,
observations.measure_id, indicator_id, indicators.name, breakdown_code, breakdown_name, fiscal_year,
fiscal_year_basis, period_start, period_end, reported_fiscal_year, kind, revision, set_in, superseded_in,
revision_reason, revision_note, value, denominator, value_date, value_text, value_status, value_basis,
base_fiscal_year, comparator, unit, unit_code, unit_multiplier, unit_per, name_text, break_reason, break_note,
observations.doubt, observations.source_id, observations.source_place, observations.note
FROM observations JOIN indicators ON indicators.id = observations.indicator_id
WHERE {} ORDER BY observations.id"""

BREAKDOWNS = """SELECT id, code, name, parent_code, sort_order, definition, note FROM breakdowns
WHERE indicator_id = ? ORDER BY sort_order, id"""

ACHIEVEMENTS = """SELECT id, measure_id, fiscal_year, part_label, result, review, rating, text_origin, source_id,
source_place FROM achievements WHERE measure_id = ? ORDER BY fiscal_year, part, id"""

PARENT = "SELECT parent_measure_id FROM measures WHERE id = ?"
SPAN = "SELECT start_fiscal_year, end_fiscal_year, reported_through_fiscal_year FROM plans WHERE id = ?"
SOURCE = "SELECT name FROM sources WHERE id = ?"


def number(text: str | None) -> orjson.Fragment | None:
    """Returns a stored decimal with its stored digits."""
    return None if text is None else orjson.Fragment(text)


def year_label(year: int | None) -> str | None:
    """Returns the 和暦 label of a fiscal year, from 令和 on."""
    return None if year is None else f"令和{year - 2018}年度"


def marks(values: Iterable[str]) -> str:
    """Returns that many question marks."""
    return ",".join("?" for _ in values)


def observation(row: tuple) -> Json:
    """Returns the JSON of an observation."""
    (own, code, government, plan, measure, indicator, indicator_name, member, member_name, year, year_basis, start, end,
     reported, kind, revision, set_in, superseded_in, reason, revision_note, value, denominator, date, text, status,
     basis, base_year, comparator, unit, unit_code, multiplier, per, name_text, break_reason, break_note, doubt, source,
     place, note) = row
    return {
        "id": own, "localgov_code": code, "localgov_name": government, "plan_id": plan, "measure_id": measure,
        "indicator_id": indicator, "indicator_name": indicator_name,
        "breakdown": {"code": member, "name": member_name}, "fiscal_year": year, "fiscal_year_label": year_label(year),
        "fiscal_year_basis": year_basis, "period_start": start, "period_end": end, "reported_fiscal_year": reported,
        "kind": kind, "revision": revision, "set_in": set_in, "superseded_in": superseded_in,
        "revision_reason": reason, "revision_note": revision_note, "value": number(value),
        "denominator": number(denominator), "value_date": date, "value_text": text, "value_status": status,
        "value_basis": basis, "base_fiscal_year": base_year, "comparator": comparator, "unit": unit,
        "unit_code": unit_code, "unit_multiplier": multiplier, "unit_per": per, "name_text": name_text,
        "break_reason": break_reason, "break_note": break_note, "doubt": doubt,
        "source": {"id": source, "place": place}, "note": note,
        "_value": None if value is None else float(value),
    }


def parts(text: str) -> list[str]:
    """Returns the values of a stored list."""
    return text.split(";") if text else []


def measure(row: tuple) -> Json:
    """Returns the JSON of a measure."""
    (own, code, government, plan, section, parent, order, level, number_text, name, basis, former, lead, related, sdg, tags,
     inherited, overview, issues, approach, desired, origin, status, status_text, status_year, marks_left, disclosure, same_as, doubt,
     source, place, note) = row
    return {
        "id": own, "localgov_code": code, "localgov_name": government, "plan_id": plan, "section_id": section,
        "parent_measure_id": parent, "sort_order": order, "level_label": level, "number_text": number_text, "name": name,
        "name_basis": basis, "former_name": former, "lead_departments": parts(lead), "related_departments": parts(related),
        "sdg_targets": parts(sdg), "tags": parts(tags), "inherited_tags": parts(inherited),
        "overview": overview, "current_issues": issues,
        "approach": approach, "desired_state": desired, "text_origin": origin, "measure_status": status,
        "status_text": status_text, "status_fiscal_year": status_year, "unassigned_marks": marks_left,
        "disclosure": disclosure, "same_as_measure_id": same_as, "doubt": doubt,
        "source": {"id": source, "place": place}, "note": note,
    }


def of_indicators(ids: list[str]) -> dict[str, list[Json]]:
    """Reads the observations of some indicators, by indicator."""
    found: dict[str, list[Json]] = {own: [] for own in ids}
    for row in connection.execute(OBSERVATIONS.format(f"indicator_id IN ({marks(ids)})"), ids):
        found[row[5]].append(observation(row))
    return found


def public(observations: list[Json]) -> list[Json]:
    """Removes the number that is used for calculation only."""
    for one in observations:
        del one["_value"]
    return observations


def figure(one: Json | None) -> Json | None:
    """Returns the part of an observation that is shown in an indicator."""
    return one and {
        "fiscal_year": one["fiscal_year"], "value": one["value"], "value_text": one["value_text"],
        "value_status": one["value_status"], "comparator": one["comparator"], "revision": one["revision"],
        "doubt": one["doubt"], "observation_id": one["id"],
    }


def last(observations: Iterable[Json]) -> Json | None:
    """Returns the observation of the latest year with the highest revision."""
    return max(observations, key=lambda one: (one["fiscal_year"], one["revision"]), default=None)


def holds(target: Json, year: int | None) -> bool:
    """Returns whether a target is in force in a year, or now."""
    if year is None:
        return target["superseded_in"] is None
    return ((target["set_in"] is None or target["set_in"] <= year)
            and (target["superseded_in"] is None or year <= target["superseded_in"]))


def meets(value: float, target: Json, direction: str) -> bool:
    """Returns whether a value meets a target."""
    grows = {">=": True, "<=": False}.get(target["comparator"], direction == "increase")
    return value >= target["_value"] if grows else value <= target["_value"]


def assess(observations: list[Json], direction: str, year: int | None = None) -> Json:
    """Applies the rules `linear-v2`, as far as values are numbers of the total and no actual is of the due year; for a
    year, or for now."""
    of = {kind: [one for one in observations if one["kind"] == kind] for kind in ("baseline", "target", "actual")}
    targets = [one for one in of["target"] if holds(one, year)]
    target = last(targets)
    actual = last(one for one in of["actual"] if year in (None, one["fiscal_year"]))
    outcome: Json = {"status": "not_assessable", "reason": None, "ratio": None, "expected": None, "mode": None,
                     "met_now": None, "target_due": None, "fiscal_year": None, "breakdown_code": None,
                     "formula": "linear-v2"}
    used: Json = {"baseline": None, "target": target, "annual_target": None, "actual": actual, "attained": None}
    if target is None:
        return {"outcome": outcome | {"reason": "no_target"}, "used": used}
    outcome["breakdown_code"] = "_T"
    if actual is None:
        return {"outcome": outcome | {"reason": "no_actual"}, "used": used}
    baseline = last(of["baseline"])
    now, goal, start = actual["_value"], target["_value"], baseline["_value"]
    used["baseline"] = baseline
    met = meets(now, target, direction)
    outcome |= {"met_now": met, "target_due": False, "fiscal_year": actual["fiscal_year"]}
    annual = last(one for one in targets if one["fiscal_year"] == actual["fiscal_year"])
    if direction == "increase" and not (meets(start, target, direction) and not annual):
        used["attained"] = annual or target
    if annual:
        used["annual_target"] = annual
        worse = now < start if direction == "increase" else now > start
        status = "on_track" if meets(now, annual, direction) else "regressed" if worse else "behind"
        return {"outcome": outcome | {"mode": "annual", "status": status}, "used": used}
    if meets(start, target, direction):
        return {"outcome": outcome | {"mode": "hold", "status": "on_track" if met else "regressed"}, "used": used}
    outcome["mode"] = "linear"
    if met:
        return {"outcome": outcome | {"status": "achieved"}, "used": used}
    since = baseline["fiscal_year"]
    progress = (now - start) / (goal - start)
    expected = (actual["fiscal_year"] - since) / (target["fiscal_year"] - since)
    status = "regressed" if progress < 0 else "on_track" if progress >= expected else "behind"
    outcome |= {"ratio": round(progress, 3), "expected": round(expected, 3), "status": status}
    return {"outcome": outcome, "used": used}


def indicator(row: tuple, observations: list[Json]) -> tuple[Json, Json]:
    """Returns the JSON of an indicator, and the inputs of its progress."""
    (own, code, government, plan, measure, measure_name, order, name, unit, unit_code, multiplier, per, direction,
     direction_basis, value_type, role, basis, definition, dimension, doubt, source, place, note) = row
    assessed = assess(observations, direction)
    targets = [one for one in observations if one["kind"] == "target"]
    attained = assessed["used"]["attained"]
    return {
        "id": own, "localgov_code": code, "localgov_name": government, "plan_id": plan, "measure_id": measure,
        "measure_name": measure_name, "sort_order": order, "name": name, "unit": unit, "unit_code": unit_code,
        "unit_multiplier": multiplier, "unit_per": per, "direction": direction, "direction_basis": direction_basis,
        "value_type": value_type, "role": role, "measurement_basis": basis, "definition": definition,
        "breakdown_dimension": dimension,
        "baseline": figure(last(one for one in observations if one["kind"] == "baseline")),
        "target": figure(last(one for one in targets if holds(one, None))),
        "actual": figure(last(one for one in observations if one["kind"] == "actual")),
        "progress": assessed["outcome"], 
        "attainment": (round(assessed["used"]["actual"]["_value"] / attained["_value"], 3)
                       if attained and attained["_value"] else None),
        "attainment_target_fiscal_year": attained["fiscal_year"] if attained and attained["_value"] else None,
        "target_revised": any(one["revision"] > 1 for one in targets), "doubt": doubt,
        "figure_doubts": sorted({one["doubt"] for one in observations if one["doubt"]}),
        "source": {"id": source, "place": place}, "note": note,
    }, assessed["used"]


def answer(path: str, state: tuple, body: Json) -> Response:
    """Returns the response with the headers for caches."""
    tag = hashlib.sha256(f"{state[0]} {path}".encode()).hexdigest()[:32]
    headers = {"etag": f'"{tag}"', "cache-control": CACHING, "vary": "Accept, Accept-Encoding",
               "access-control-allow-origin": "*"}
    return Response(orjson.dumps(body), media_type="application/json", headers=headers)


def whole_row(path: str, state: tuple, body: Json) -> Response:
    """Returns the response with one row."""
    return answer(path, state, body | {"dataset_version": state[0], "links": {"self": path}})


def count(table: str, government: str) -> int:
    """Returns the number of rows of a government."""
    return connection.execute(COUNT.format(table), (government,)).fetchone()[0]


def page(table: str, government: str, limit: int, state: tuple, total: int, rows: list[Json]) -> Response:
    """Returns a page of rows; one more than shown tells whether there is a next one."""
    path = f"/v1/{table}?localgov_code={government}&limit={limit}"
    shown = rows[:limit]
    cursor = urlsafe_b64encode(f"{state[0]} {shown[-1]['id']}".encode()).decode() if len(rows) > limit else None
    return answer(path, state, {
        "metadata": {
            "dataset_version": state[0], "attribution": ATTRIBUTION, "licenses": LICENSES,
            "resultset": {"total": total, "total_is_exact": True, "count": len(shown), "limit": limit,
                          "next_cursor": cursor},
            "links": {"self": path, "prev": None, "next": cursor and f"{path}&cursor={cursor}"}, "warnings": [],
        },
        "results": shown,
    })


class ReadTransaction:
    """Opens one snapshot for all queries of a response."""

    def __init__(self, government: str) -> None:
        self.government = government

    def __enter__(self) -> tuple:
        connection.execute("BEGIN")
        return connection.execute(STATE, (self.government,)).fetchone()

    def __exit__(self, *_: object) -> None:
        connection.execute("COMMIT")


@app.get("/v1/indicators")
async def list_indicators(localgov_code: str, limit: int) -> Response:
    """Returns a page of the indicators of a government."""
    with ReadTransaction(localgov_code) as state:
        ids = [own for own, in connection.execute(IDS, (localgov_code, limit + 1))]
        rows = {row[0]: row for row in connection.execute(INDICATORS.format(marks(ids)), ids)}
        figures = of_indicators(ids)
        total = count("indicators", localgov_code)
    return page("indicators", localgov_code, limit, state, total, [indicator(rows[own], figures[own])[0] for own in ids])


@app.get("/v1/measures")
async def list_measures(localgov_code: str, limit: int) -> Response:
    """Returns a page of the measures of a government."""
    with ReadTransaction(localgov_code) as state:
        rows = [measure(row) for row in connection.execute(MEASURES, (localgov_code, limit + 1))]
        total = count("measures", localgov_code)
    return page("measures", localgov_code, limit, state, total, rows)


@app.get("/v1/observations")
async def list_observations(localgov_code: str, limit: int) -> Response:
    """Returns a page of the observations of a government."""
    query = OBSERVATIONS.format("observations.localgov_code = ?") + " LIMIT ?"
    with ReadTransaction(localgov_code) as state:
        rows = [observation(row) for row in connection.execute(query, (localgov_code, limit + 1))]
        total = count("observations", localgov_code)
    return page("observations", localgov_code, limit, state, total, public(rows))


@app.get("/v1/indicators/{own}")
async def item(own: str) -> Response:
    """Returns an indicator with its breakdown and observations."""
    with ReadTransaction(own[:6]) as state:
        row = connection.execute(INDICATORS.format("?"), (own,)).fetchone()
        figures = of_indicators([own])[own]
        names = ("id", "code", "name", "parent_code", "sort_order", "definition", "note")
        members = [dict(zip(names, member, strict=True)) for member in connection.execute(BREAKDOWNS, (own,))]
    whole, _ = indicator(row, figures)
    return whole_row(f"/v1/indicators/{own}", state, whole | {"breakdowns": members, "observations": public(figures)})


def used_input(one: Json | None) -> Json | None:
    """Returns the JSON of a value used in an assessment."""
    return one and {"fiscal_year": one["fiscal_year"], "value": one["value"], "value_date": one["value_date"],
                    "comparator": one["comparator"], "revision": one["revision"]}


def trend_figure(one: Json) -> Json:
    """Returns the JSON of a value in a trend."""
    keys = ("id", "kind", "breakdown", "value", "denominator", "value_date", "value_text", "value_status", "comparator",
            "revision", "break_reason", "break_note", "doubt", "source", "note")
    return {key: one[key] for key in keys} | {"in_force": holds(one, None) if one["kind"] == "target" else None}


def trend_year(year: int, figures: list[Json], words: list[Json], direction: str, reported_through: int) -> Json:
    """Returns the JSON of a year in a trend."""
    own = [one for one in figures if one["fiscal_year"] == year]
    reported = any(one["kind"] != "target" for one in own)
    return {
        "fiscal_year": year, "fiscal_year_label": year_label(year), "period_start": f"{year}-04-01",
        "period_end": f"{year + 1}-03-31",
        "actual_status": "reported" if reported else "not_reported" if year <= reported_through else "not_yet_due",
        "progress": assess(figures, direction, year)["outcome"], "figures": [trend_figure(one) for one in own],
        "achievements": [record["told"] for record in words if record["fiscal_year"] == year],
    }


def revisions(figures: list[Json]) -> list[Json]:
    """Returns each replaced target with its successor."""
    targets = {(one["fiscal_year"], one["revision"]): one for one in figures if one["kind"] == "target"}
    pairs = ((old, targets.get((year, revision + 1))) for (year, revision), old in targets.items())
    return [{
        "indicator_id": old["indicator_id"], "indicator_name": old["indicator_name"],
        "breakdown_code": old["breakdown"]["code"], "target_fiscal_year": old["fiscal_year"],
        "superseded_in": old["superseded_in"], "reason": old["revision_reason"], "note": old["revision_note"],
        "unit": old["unit"], "before": old["value"], "before_text": old["value_text"], "after": new["value"],
        "after_text": new["value_text"],
    } for old, new in pairs if new]


def citation(whole: Json, source: str) -> Json:
    """Returns the citation of an indicator."""
    start, end, goal = whole["baseline"], whole["actual"], whole["target"]
    name, government = whole["name"], whole["localgov_name"]
    ja = (f"{start['fiscal_year']}年度 {start['value_text']} → {end['fiscal_year']}年度 {end['value_text']}、"
          f"目標 {goal['fiscal_year']}年度 {goal['value_text']}")
    en = (f"FY{start['fiscal_year']} {start['value_text']} → FY{end['fiscal_year']} {end['value_text']}; "
          f"target FY{goal['fiscal_year']} {goal['value_text']}")
    return {"ja": f"{government}「{name}」（{ja}）。出典: {source}",
            "en": f"{government}, \"{name}\" ({en}). Source: {source}"}


def achievements(measure: str) -> list[Json]:
    """Returns the achievements of a measure, by year."""
    return [{"fiscal_year": year, "told": {
        "id": own, "measure_id": of, "part_label": label, "result": result, "review": review, "rating": rating,
        "text_origin": origin, "source": {"id": source, "place": place},
    }} for own, of, year, label, result, review, rating, origin, source, place
        in connection.execute(ACHIEVEMENTS, (measure,))]


@app.get("/v1/indicators/{own}/trend")
async def trend(own: str) -> Response:
    """Returns the trend of an indicator."""
    with ReadTransaction(own[:6]) as state:
        row = connection.execute(INDICATORS.format("?"), (own,)).fetchone()
        figures = of_indicators([own])[own]
        words = achievements(row[4])
        parent = connection.execute(PARENT, (row[4],)).fetchone()[0]
        if parent:
            told = {record["fiscal_year"] for record in words}
            words += [record for record in achievements(parent) if record["fiscal_year"] not in told]
        first, final, reported_through = connection.execute(SPAN, (row[3],)).fetchone()
        source = connection.execute(SOURCE, (row[20],)).fetchone()[0]
    whole, used = indicator(row, figures)
    years = {one["fiscal_year"] for one in figures} | {record["fiscal_year"] for record in words} | {first, final}
    return whole_row(f"/v1/indicators/{own}/trend", state, whole | {
        "as_of": None, "as_of_fiscal_year": None,
        "inputs": {key: used_input(used[key]) for key in ("baseline", "target", "annual_target", "actual")},
        "years": [trend_year(year, figures, words, whole["direction"], reported_through)
                  for year in range(min(years), max(years) + 1)],
        "undated": [], "revisions": revisions(figures), "citation": citation(whole, source),
    })
