"""Uses the Python client that was generated from the OpenAPI document against a running server.

Usage: python_client.py URL PROXY, with the generated package `tassei_client` on the path. PROXY serves the same data with
a code that the document does not list (see proxy.py).
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
    ListObservationsCsvFieldsItem,
    ListObservationsKindItem,
    ObservationItem,
    ObservationList,
    Problem,
)

PLAN = "072036-gk2022"
ONLINE = "072036-gk2022-1-3-1-dx-online"
ZERO = "072036-gk2022-1-3-2-kyogikai-actual-fy2023-r1"
WORDS = "072036-gk2022-1-3-1-sumaho-kaisu-target-fy2025-r1"
TARGET, ACTUAL = ListObservationsKindItem.TARGET, ListObservationsKindItem.ACTUAL


def list_indicators_in_descending_order(client):
    page = list_indicators.sync(client=client, plan_id=[PLAN], sort=ListIndicatorsSort("-id"), limit=1000)
    assert isinstance(page, IndicatorList), page
    ids = [row.id for row in page.results]
    assert ids == sorted(ids, reverse=True) and len(ids) == page.metadata.resultset.total
    online = next(row for row in page.results if row.id == ONLINE)
    assert (online.localgov_code, online.name, online.unit) == ("072036", "オンラインによる行政手続き数", "件")
    assert (online.baseline.value, online.target.value, online.actual.value) == (29381, 70000, 50752)
    assert online.definition is None


def filter_by_a_boolean(client):
    def ids(**query):
        page = list_indicators.sync(client=client, limit=1000, **query)
        assert isinstance(page, IndicatorList), page
        return {row.id: row.actual for row in page.results}

    without, others = ids(no_actual=True), ids(no_actual=False)
    assert without and others and not without.keys() & others.keys()
    assert without.keys() | others.keys() == ids().keys()
    assert all(actual is None for actual in without.values()) and others[ONLINE].value == 50752


def filter_by_two_codes(client):
    page = list_observations.sync(client=client, indicator_id=[ONLINE], kind=[TARGET, ACTUAL], fiscal_year=["2023..2025"])
    assert isinstance(page, ObservationList), page
    rows = [(row.kind, row.fiscal_year, row.value, row.value_text) for row in page.results]
    assert rows == [("actual", 2023, 50752, "50,752件"), ("target", 2025, 70000, "70,000件")], rows


def follow_cursors_to_the_last_page(client):
    """Takes the cursor from `links.next`: a generated client has no method to follow a URL."""
    rows, pages, cursor = [], 0, {}
    while True:
        page = list_observations.sync(client=client, kind=[TARGET, ACTUAL], limit=25, **cursor)
        assert isinstance(page, ObservationList), page
        rows += page.results
        pages += 1
        assert pages < 1000, "paging does not end"
        if page.metadata.links.next_ is None:
            break
        cursor = {"cursor": parse_qs(urlsplit(page.metadata.links.next_).query)["cursor"][0]}
        assert cursor["cursor"] == page.metadata.resultset.next_cursor
    assert pages >= 2 and len(rows) == page.metadata.resultset.total
    assert len({row.id for row in rows}) == len(rows), "a row appears twice"
    assert {row.kind for row in rows} == {"target", "actual"}


def null_and_zero_stay_different(client):
    zero = get_observation.sync(ZERO, client=client)
    words = get_observation.sync(WORDS, client=client)
    assert isinstance(zero, ObservationItem) and isinstance(words, ObservationItem)
    assert zero.value == 0 and zero.value is not None and zero.value_text == "0件"
    assert words.value is None and words.value_text == "地区地域公民館　40館×年１～２回"
    assert (zero.value_status, words.value_status) == ("given", "qualitative")


def get_one_indicator(client):
    indicator = get_indicator.sync(ONLINE, client=client)
    assert isinstance(indicator, IndicatorDetail), indicator
    baseline = next(row for row in indicator.observations if row.kind == "baseline")
    assert (baseline.value, baseline.fiscal_year, baseline.comparator) == (29381, 2021, None)
    assert baseline.source.id == "072036-src-gk2022"


def parse_problems(client):
    response = get_indicator.sync_detailed(ONLINE[:-1], client=client)
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert isinstance(response.parsed, Problem), response
    assert (response.parsed.code, response.parsed.nearest) == ("unknown_id", ONLINE)
    response = list_indicators.sync_detailed(client=client, limit=0)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert isinstance(response.parsed, Problem), response
    assert (response.parsed.code, response.parsed.parameter) == ("invalid_parameter", "limit")


def select_two_columns_of_a_csv(client, requested):
    fields = [ListObservationsCsvFieldsItem.ID, ListObservationsCsvFieldsItem.VALUE]
    table = list_observations_csv.sync(client=client, indicator_id=[ONLINE], fields=fields)
    assert "fields=id&fields=value" in requested[-1], requested[-1]
    assert isinstance(table, str), table
    lines = table.splitlines()
    assert lines[0] == "id,value" and any(line.endswith(",29381") for line in lines), table


def accept_an_unknown_code(proxied):
    page = list_observations.sync(client=proxied, indicator_id=[ONLINE])
    assert isinstance(page, ObservationList), page
    assert "forecast" in {row.kind for row in page.results}, "the proxy replaced no code"
    indicator = get_indicator.sync(ONLINE, client=proxied)
    assert isinstance(indicator, IndicatorDetail), indicator
    assert any(row.kind == "forecast" and row.value == 70000 for row in indicator.observations)


def main(url, proxy):
    requested = []
    hooks = {"event_hooks": {"request": [lambda request: requested.append(str(request.url))]}}
    with Client(base_url=url, raise_on_unexpected_status=True, httpx_args=hooks) as client:
        list_indicators_in_descending_order(client)
        filter_by_a_boolean(client)
        filter_by_two_codes(client)
        follow_cursors_to_the_last_page(client)
        null_and_zero_stay_different(client)
        get_one_indicator(client)
        parse_problems(client)
        select_two_columns_of_a_csv(client, requested)
    with Client(base_url=proxy, raise_on_unexpected_status=True) as proxied:
        accept_an_unknown_code(proxied)
    print(f"the Python client sent {len(requested)} requests; all responses were as documented")


main(*sys.argv[1:])
