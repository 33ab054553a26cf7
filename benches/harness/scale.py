"""Every query on the large database against the same query on the small one.

Both hold the bundled data and the last synthetic government. The requests are chosen so that the rows of a response
are the same in both, or of the same kind and number; what differs is how many other rows there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from .load import CONNECTIONS, Figures, variants
from .report import Findings, Goal, Row, Table
from .synthetic import MODEL

CPU_GOAL, P99_GOAL = Goal(1.25, at_most=True), Goal(2, at_most=True)

PLAN = f"{MODEL}-gk2022"
SECTION = f"{PLAN}-1-3"
MEASURE = f"{PLAN}-1-3-1"
INDICATOR = f"{PLAN}-1-3-1-dx-online"
CITIZENS_DIVISION = "%E5%B8%82%E6%B0%91%E8%AA%B2"

# Lists with the same rows in both databases, whatever the limit.
OF_ONE = ("local_governments", "sources", "plans", "sections", "departments", "measures", "achievements", "indicators",
          "observations")
# Lists whose first rows are the bundled ones in both.
UNFILTERED = ("sections", "departments", "measures", "achievements", "indicators", "observations")
NARROWED = (
    f"measures?department={CITIZENS_DIVISION}", f"measures?section_id={SECTION}", "measures?sdg=17.14",
    f"achievements?plan_id={PLAN}", "achievements?fiscal_year=2023", "achievements?sort=-fiscal_year",
    f"indicators?department={CITIZENS_DIVISION}", f"indicators?section_id={SECTION}", f"indicators?plan_id={PLAN}",
    f"indicators?measure_id={MEASURE}", "indicators?sdg=17.14", "indicators?role=target",
    "indicators?direction=increase", "indicators?status=behind", "indicators?status=behind&fiscal_year=2023",
    "indicators?target_revised=true", "indicators?no_actual=true", "indicators?sort=-progress", "indicators?sort=-id",
    f"observations?indicator_id={INDICATOR}", f"observations?measure_id={MEASURE}",
    f"observations?localgov_code={MODEL}&kind=target", "observations?kind=target", "observations?fiscal_year=2023",
    "observations?sort=fiscal_year", "observations?sort=-fiscal_year", "observations?value_status=discontinued",
)


@dataclass
class Query:
    """A query, as paths that differ enough that no two concurrent requests are the same."""

    name: str
    paths: list[str]
    connections: int = CONNECTIONS


def queries(ids_of: Callable[[str], list[str]]) -> list[Query]:
    """Returns all queries; `ids_of` returns some ids of the bundled rows of a table."""
    lists = [f"/v1/{name}?localgov_code={MODEL}" for name in OF_ONE]
    lists += [f"/v1/{name}" for name in (*UNFILTERED, *NARROWED)]
    found = [Query(path, list(variants(path))) for path in lists]
    # With few paths a single client is used: two would wait for the same response.
    found += [Query(path, [path], 1) for path in (
        "/v1", "/v1/local_governments?limit=2", "/v1/sources?limit=2", "/v1/plans?limit=2",
        f"/v1/local_governments/{MODEL}", f"/v1/plans/{PLAN}", f"/v1/plans/{PLAN}/outline",
        f"/v1/plans/{PLAN}/progress", f"/v1/sections/{SECTION}",
    )]
    items = ("departments", "measures", "achievements", "indicators", "observations")
    found += [Query(f"/v1/{table}/…", [f"/v1/{table}/{own}" for own in ids_of(table)]) for table in items]
    found.append(Query("/v1/indicators/…/trend", [f"/v1/indicators/{own}/trend" for own in ids_of("indicators")]))
    return found


@dataclass
class Pair:
    """The results of a query on both databases."""

    query: Query
    small: Figures
    large: Figures

    @property
    def cpu(self) -> float:
        """Ratio of CPU."""
        return self.large.cpu_microseconds / self.small.cpu_microseconds

    @property
    def p99(self) -> float:
        """Ratio of the 99th percentile."""
        return self.large.p99_milliseconds / self.small.p99_milliseconds

    def cells(self) -> list[str]:
        """Returns the row of the table."""
        errors = self.small.errors + self.large.errors
        met = CPU_GOAL.reaches(self.cpu, CPU_GOAL.bound) and P99_GOAL.reaches(self.p99, P99_GOAL.bound) and not errors
        ratios = [f"{self.cpu:.2f}×", f"{self.p99:.2f}×"]
        absolute = [f"{figures.cpu_microseconds:,.0f} µs, {figures.p99_milliseconds:.2f} ms"
                    for figures in (self.small, self.large)]
        alone = " (single client)" if self.large.is_slow else ""
        verdict = f"{errors} errors" if errors else "" if met else "missed"
        return [f"`{self.query.name}`{alone}", *ratios, *absolute, verdict]


def findings(queries_run: list[Query], results: Mapping[str, Figures | str]) -> Findings:
    """Returns the worst ratios and the table of all queries."""
    pairs, failed = [], []
    for query in queries_run:
        small, large = results[f"{query.name}, small"], results[f"{query.name}, large"]
        if isinstance(small, Figures) and isinstance(large, Figures):
            pairs.append(Pair(query, small, large))
        else:
            failed.append(f"`{query.name}`: {small if isinstance(small, str) else large}")
    rows = [worst("CPU", CPU_GOAL, pairs, failed, lambda pair: pair.cpu),
            worst("p99", P99_GOAL, pairs, failed, lambda pair: pair.p99)]
    header = ["query", "CPU", "p99", "small: CPU, p99", "large: CPU, p99", ""]
    pairs.sort(key=lambda pair: -pair.cpu)
    return rows, [Table("Every query: large database against small one", header, [pair.cells() for pair in pairs])]


def worst(kind: str, goal: Goal, pairs: list[Pair], failed: list[str], ratio: Callable[[Pair], float]) -> Row:
    """Returns a line with the worst ratio of all queries."""
    what = f"large ÷ small database, worst of {len(pairs)} queries, {kind}"
    if not pairs:
        return Row("scale", what, goal, None, "; ".join(failed))
    top = max(pairs, key=ratio)
    missing = sum(not goal.reaches(ratio(pair), goal.bound) for pair in pairs)
    note = (f"`{top.query.name}`; median {median(map(ratio, pairs)):.2f}×; {missing} of {len(pairs)} queries over the "
            f"goal; {sum(pair.small.errors + pair.large.errors for pair in pairs)} errors")
    return Row("scale", what, goal, ratio(top), "; ".join([note, *failed]))
