"""The measurements under load: their cells, and how results become lines of the report.

Each measurement is a function of the context that returns its cells and a function from results to lines of the
report.
"""

import json
import resource
import subprocess
from collections.abc import Callable
from statistics import median

from . import scale
from .context import GZIP, ITEM, LIST, Context
from .load import Cell, Figures, Refused, variants
from .report import Findings, Goal, Row
from .servers import SERVER_CORE, on_core
from .vocabulary import TERMS

Results = dict[str, Figures | str]
Measurement = tuple[list[Cell], Callable[[Results], Findings]]


def compare(group: str, what: str, goal: Goal, one: tuple[str, Figures | str], two: tuple[str, Figures | str],
            ratio: Callable[[Figures, Figures], float], remark: str = "") -> Row:
    """Returns a line that compares two cells, each with a short name."""
    failed = [figures for _, figures in (one, two) if isinstance(figures, str)]
    if failed:
        return Row(group, what, goal, None, "; ".join(failed))
    errors = [f"{figures.errors} errors of {name}" for name, figures in (one, two) if figures.errors]
    notes = [f"{name} {figures}" for name, figures in (one, two)] + errors + ([remark] if remark else [])
    value = None if errors else ratio(one[1], two[1])
    return Row(group, what, goal, value, "; ".join(notes))


def cheaper(one: Figures, two: Figures) -> float:
    """Ratio of CPU per request, in favour of the first."""
    return two.cpu_microseconds / one.cpu_microseconds


def dearer(one: Figures, two: Figures) -> float:
    """Ratio of CPU per request, as a cost of the first."""
    return one.cpu_microseconds / two.cpu_microseconds


def size(figures: Figures | str) -> str:
    """Formats the size of a response."""
    return "" if isinstance(figures, str) else f"{figures.body_bytes / 1000:.1f} kB"


def cached(context: Context) -> Measurement:
    """Cached list and item against nginx serving the same bytes."""
    tassei, nginx = context.bundled, context.nginx
    cells = [Cell("cached list, tassei", tassei, [LIST]), Cell("cached list, nginx", nginx, ["/list"]),
             Cell("cached item, tassei", tassei, [ITEM]), Cell("cached item, nginx", nginx, ["/item"])]

    def rows(results: Results) -> Findings:
        return [compare("cached", f"cached {kind} against nginx serving the same bytes, CPU", Goal(0.75),
                        ("Tassei", results[f"cached {kind}, tassei"]), ("nginx", results[f"cached {kind}, nginx"]),
                        cheaper, size(results[f"cached {kind}, tassei"]))
                for kind in ("list", "item")], []

    return cells, rows


def compressed(context: Context) -> Measurement:
    """The pre-compressed list against nginx with gzip_static."""
    cells = [Cell("gzip list, tassei", context.bundled, [LIST], GZIP, encoding="gzip"),
             Cell("gzip list, nginx", context.nginx, ["/list"], GZIP, encoding="gzip")]

    def rows(results: Results) -> Findings:
        return [compare("compressed", "pre-compressed cached list against nginx `gzip_static`, CPU",
                        Goal(0.75), ("Tassei", results["gzip list, tassei"]), ("nginx", results["gzip list, nginx"]),
                        cheaper, size(results["gzip list, tassei"]))], []

    return cells, rows


def unchanged(context: Context) -> Measurement:
    """304 against nginx's 304 and against an uncached 200."""
    def known(server, path: str) -> dict[str, str]:
        return {"If-None-Match": server.get(path)[1]["etag"]}

    tassei, nginx = context.bundled, context.nginx
    uncached_list = list(variants(LIST.rpartition("&")[0]))
    cells = [Cell("304, tassei", tassei, [LIST], known(tassei, LIST), status=304),
             Cell("304, nginx", nginx, ["/list"], known(nginx, "/list"), status=304),
             Cell("200 uncached, tassei", context.small, uncached_list)]

    def rows(results: Results) -> Findings:
        own = ("Tassei", results["304, tassei"])
        return [compare("304", "304 against nginx's 304, CPU", Goal(0.75), own,
                        ("nginx", results["304, nginx"]), cheaper),
                compare("304", "304 against an uncached 200, CPU", Goal(20), own,
                        ("uncached 200", results["200 uncached, tassei"]), cheaper)], []

    return cells, rows


def uncached(context: Context) -> Measurement:
    """Uncached list, item and trend against Datasette and FastAPI over the same file."""
    codes, ids = context.governments, context.indicators
    database = f"/{context.databases.large.stem}"
    datasette = {
        "list": [f"{database}/indicators.json?localgov_code={code}&_size=100&_shape=objects" for code in codes],
        "item": [f"{database}/indicators/{own}.json?_shape=objects" for own in ids],
        "trend": [f"{database}/observations.json?indicator_id={own}&_size=50&_shape=objects" for own in ids],
    }
    tassei = {
        "list": [f"/v1/indicators?localgov_code={code}&limit=100" for code in codes],
        "measures": [f"/v1/measures?localgov_code={code}&limit=100" for code in codes],
        "observations": [f"/v1/observations?localgov_code={code}&limit=100" for code in codes],
        "item": [f"/v1/indicators/{own}" for own in ids],
        "trend": [f"/v1/indicators/{own}/trend" for own in ids],
    }
    cells = [Cell("computed each time", context.large, tassei["list"][:1], connections=1),
             Cell("cached", context.bundled, [LIST], connections=1),
             Cell("the same bytes, computed", context.small, [LIST], connections=1),
             Cell("the same bytes, nginx", context.nginx, ["/list"], connections=1)]
    for kind in tassei:
        cells += [Cell(f"uncached {kind}, tassei", context.large, tassei[kind]),
                  Cell(f"uncached {kind}, fastapi", context.fastapi, tassei[kind])]
    cells += [Cell(f"uncached {kind}, datasette", context.datasette, paths) for kind, paths in datasette.items()]
    differences = {kind: differing(context, paths[:16]) for kind, paths in tassei.items()}
    goals = {"datasette": {"list": Goal(7), "item": Goal(15), "trend": Goal(17)},
             "fastapi": {"list": Goal(20), "measures": Goal(6), "observations": Goal(6), "item": Goal(7),
                         "trend": Goal(7)}}

    def rows(results: Results) -> Findings:
        found = []
        for peer, name in (("datasette", "Datasette"), ("fastapi", "FastAPI")):
            for kind in goals[peer]:
                own, other = results[f"uncached {kind}, tassei"], results[f"uncached {kind}, {peer}"]
                remark = f"{size(own)} and {size(other)}"
                if peer == "fastapi":
                    remark += f"; {differences[kind]}"
                found.append(compare("uncached", f"uncached {kind} against {name}, CPU", goals[peer][kind],
                                     ("Tassei", own), (name, other), cheaper, remark))
        found.append(compare("uncached", "uncached list against nginx serving the same bytes, CPU, one connection",
                             Goal(7, at_most=True), ("Tassei", results["the same bytes, computed"]),
                             ("nginx", results["the same bytes, nginx"]), dearer))
        found.append(compare("uncached", "the same list repeatedly without a cache against a cached one, CPU "
                             "(shows that uncached cells compute)", Goal(3), ("no cache", results["computed each time"]),
                             ("cached", results["cached"]), dearer))
        return found, []

    return cells, rows


def differing(context: Context, paths: list[str]) -> str:
    """Compares the FastAPI peer's content with Tassei's; returns the first difference."""
    for path in paths:
        answers = [json.loads(server.get(path)[2]) for server in (context.large, context.fastapi)]
        path_to = difference(*answers)
        if path_to is not None:
            return f"contents differ at {path_to or 'the top'}"
    return "same content"


def difference(one: object, two: object) -> str | None:
    """Returns the path at which two JSON values differ, `None` if they are equal. A computed number may differ in its
    last decimal; cursors and links are specific to each server."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in sorted(one.keys() | two.keys()):
            if key in ("next_cursor", "links"):
                continue
            below = difference(one[key], two[key]) if key in one and key in two else ""
            if below is not None:
                return f"{key}.{below}".rstrip(".")
        return None
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        return next((below for pair in zip(one, two, strict=True) if (below := difference(*pair)) is not None), None)
    if isinstance(one, float | int) and isinstance(two, float | int):
        return None if abs(one - two) < 0.0011 else ""
    return None if one == two else ""


def sizes(context: Context) -> Measurement:
    """Every query on the large database against the same on the small one; a third of them in a quick run."""
    queries = scale.queries(context.bundled_ids)
    if context.quick:
        queries = queries[::3]
    cells = [Cell(f"{query.name}, {name}", server, query.paths, connections=query.connections)
             for query in queries for name, server in (("small", context.small), ("large", context.large))]

    def rows(results: Results) -> Findings:
        return scale.findings(queries, results)

    return cells, rows


def search(context: Context) -> Measurement:
    """Search against a filtered list and against LIKE."""
    filtered = [f"/v1/indicators?localgov_code={code}&limit=50" for code in context.governments]
    cells = [Cell("filtered list", context.large, filtered)]
    cells += [Cell(f"search, {term.name}", context.large, list(variants(f"/v1/search?q={quoted(term.text)}")))
              for term in TERMS]

    def rows(results: Results) -> Findings:
        found = []
        for term in TERMS:
            own = results[f"search, {term.name}"]
            what = f"search, {term.name}"
            found.append(compare("search", f"{what}, against a filtered list, CPU", Goal(2, at_most=True),
                                 ("search", own), ("list", results["filtered list"]), dearer))
            goal = Goal(100)
            if isinstance(own, str) or own.errors:
                why = own if isinstance(own, str) else f"{own.errors} errors"
                found.append(Row("search", f"{what}, against LIKE, CPU", goal, None, why))
                continue
            scan = like_seconds(context, term.text)
            found.append(Row("search", f"{what}, against LIKE, CPU", goal, scan * 1e6 / own.cpu_microseconds,
                             f"LIKE {scan * 1000:,.0f} ms, counting only"))
        return found, []

    return cells, rows


def quoted(text: str) -> str:
    """Percent-encodes a text."""
    return "".join(f"%{byte:02X}" for byte in text.encode())


# The text columns that the search covers.
TEXTS = {"measures": ("name", "former_name", "overview", "current_issues", "approach", "desired_state",
                      "lead_departments", "related_departments"),
         "indicators": ("name", "definition"),
         "achievements": ("planned", "target_text", "result", "review", "rating")}


def like_seconds(context: Context, text: str) -> float:
    """Returns the CPU seconds sqlite3 takes to count the rows that contain a text, with LIKE."""
    counts = [f"SELECT count(*) FROM {table} WHERE {' OR '.join(f'{column} LIKE $text' for column in columns)};"
              for table, columns in TEXTS.items()]
    script = "\n".join([f".parameter set $text \"'%{text}%'\"", *counts])
    command = [context.tools["sqlite3"], "-readonly", str(context.databases.large)]
    taken = []
    for _ in range(context.rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(on_core(SERVER_CORE, command, context.tools["taskset"]), input=script.encode(), check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(taken)


# The page to measure, of 50 rows, and the step in which the list is walked.
DEEP_PAGE, PAGE_ROWS, STEP_ROWS = 10_000, 50, 1000


def deep(context: Context) -> Measurement:
    """A page deep in a list against the first, both of synthetic rows."""
    path = "/v1/indicators?sort=-id"
    resultset = json.loads(context.large.get(f"{path}&limit=1")[2])["metadata"]["resultset"]
    page = min(DEEP_PAGE, resultset["total"] * 19 // 20 // PAGE_ROWS)
    cursor = None
    for _ in range(page * PAGE_ROWS // STEP_ROWS):
        status, _, body = context.large.get(f"{path}&limit={STEP_ROWS}" + (f"&cursor={cursor}" if cursor else ""))
        if status != 200:
            raise Refused(f"walking the list: {status}")
        cursor = json.loads(body)["metadata"]["resultset"]["next_cursor"]
    cells = [Cell("first page", context.large, list(variants(path))),
             Cell("deep page", context.large, list(variants(f"{path}&cursor={cursor}")))]

    def rows(results: Results) -> Findings:
        return [compare("deep", f"page {page:,} of a list against the first, CPU", Goal(1.2, at_most=True),
                        (f"page {page:,}", results["deep page"]), ("first", results["first page"]), dearer)], []

    return cells, rows


MEASUREMENTS: dict[str, Callable[[Context], Measurement]] = {
    "cached": cached, "compressed": compressed, "304": unchanged, "uncached": uncached, "scale": sizes,
    "search": search, "deep": deep,
}
