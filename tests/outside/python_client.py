"""Uses the Python client that was generated from the OpenAPI document against a running server.

Usage: python_client.py URL, with the generated package `tassei_client` on the path.
"""

import sys
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from tassei_client import Client
from tassei_client.api.indicators import get_indicator, list_indicators
from tassei_client.api.observations import get_observation, list_observations, list_observations_csv
from tassei_client.models import (
    IndicatorDetail,
    IndicatorList,
    ListIndicatorsSort,
    Observation,
    ObservationList,
    Problem,
    ProblemCode,
)

PLAN = "072036-gk2022"
ONLINE = "072036-gk2022-1-3-1-dx-online"
ZERO = "072036-gk2022-1-3-2-kyogikai-actual-fy2023-r1"
WORDS = "072036-gk2022-1-3-1-sumaho-kaisu-target-fy2025-r1"


def lists_indicators(client):
    page = list_indicators.sync(client=client, plan_id=[PLAN], sort=ListIndicatorsSort("-id"), limit=1000)
    assert isinstance(page, IndicatorList), page
    ids = [row.id for row in page.results]
    assert ids == sorted(ids, reverse=True) and len(ids) == page.metadata.resultset.total
    online = next(row for row in page.results if row.id == ONLINE)
    assert (online.localgov_code, online.name, online.unit) == ("072036", "オンラインによる行政手続き数", "件")
    assert (online.baseline.value, online.target.value, online.actual.value) == (29381, 70000, 50752)
    assert online.definition is None


def lists_observations_of_two_kinds(client, kinds):
    page = list_observations.sync(client=client, indicator_id=[ONLINE], kind=kinds, fiscal_year=["2023..2025"])
    assert isinstance(page, ObservationList), page
    figures = [(row.kind, row.fiscal_year, row.value, row.value_text) for row in page.results]
    assert figures == [(kinds[1], 2023, 50752, "50,752件"), (kinds[0], 2025, 70000, "70,000件")], figures


def walks_all_pages(client, kinds):
    """The cursor is taken out of `links.next`: a generated client has no way to follow a URL."""
    rows, pages, cursor = [], 0, {}
    while True:
        page = list_observations.sync(client=client, kind=kinds, limit=25, **cursor)
        assert isinstance(page, ObservationList), page
        rows += page.results
        pages += 1
        assert pages < 1000, "the walk has no end"
        if page.metadata.links.next_ is None:
            break
        cursor = {"cursor": parse_qs(urlsplit(page.metadata.links.next_).query)["cursor"][0]}
    assert pages > 1 and len(rows) == page.metadata.resultset.total
    assert len({row.id for row in rows}) == len(rows), "a row came twice"
    assert {row.kind for row in rows} == set(kinds)


def keeps_null_and_zero_apart(client):
    zero = get_observation.sync(ZERO, client=client)
    words = get_observation.sync(WORDS, client=client)
    assert isinstance(zero, Observation) and isinstance(words, Observation)
    assert zero.value == 0 and zero.value is not None and zero.value_text == "0件"
    assert words.value is None and words.value_text == "地区地域公民館　40館×年１～２回"
    assert (zero.value_status.value, words.value_status.value) == ("given", "qualitative")


def fetches_one(client):
    indicator = get_indicator.sync(ONLINE, client=client)
    assert isinstance(indicator, IndicatorDetail), indicator
    baseline = next(row for row in indicator.observations if row.kind.value == "baseline")
    assert (baseline.value, baseline.fiscal_year, baseline.comparator) == (29381, 2021, None)
    assert baseline.source.id == "072036-src-gk2022"


def parses_problems(client):
    answer = get_indicator.sync_detailed(ONLINE[:-1], client=client)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert isinstance(answer.parsed, Problem), answer
    assert (answer.parsed.code, answer.parsed.nearest) == (ProblemCode.UNKNOWN_ID, ONLINE)
    answer = list_indicators.sync_detailed(client=client, limit=0)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert isinstance(answer.parsed, Problem), answer
    assert (answer.parsed.code, answer.parsed.parameter) == (ProblemCode.INVALID_PARAMETER, "limit")


def reads_csv(client):
    table = list_observations_csv.sync(client=client, indicator_id=[ONLINE])
    assert isinstance(table, str), table
    assert table.startswith("id,localgov_code,") and ",29381," in table


def main(url):
    with Client(base_url=url, raise_on_unexpected_status=True) as client:
        # The generator chooses the name of this enumeration, so it is taken from a row.
        kind = type(get_observation.sync(ZERO, client=client).kind)
        kinds = [kind("target"), kind("actual")]
        lists_indicators(client)
        lists_observations_of_two_kinds(client, kinds)
        walks_all_pages(client, kinds)
        keeps_null_and_zero_apart(client)
        fetches_one(client)
        parses_problems(client)
        reads_csv(client)
    print("the Python client found what the document promises")


main(sys.argv[1])
