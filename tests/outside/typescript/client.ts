// Uses openapi-fetch, with the types that openapi-typescript generates from the OpenAPI document, against a running server.
// Usage: node client.js URL PROXY. PROXY serves the same data with a code that the document does not list (see proxy.py).
// Half of the test is that `tsc` accepts this file: a value that may be null must be checked, and a parameter takes only
// its documented values.
import assert from "node:assert/strict";
import { argv } from "node:process";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Observation = components["schemas"]["Observation"];
type Problem = components["schemas"]["Problem"];

const ONLINE = "072036-gk2022-1-3-1-dx-online";
const ZERO = "072036-gk2022-1-3-2-kyogikai-actual-fy2023-r1";
const WORDS = "072036-gk2022-1-3-1-sumaho-kaisu-target-fy2025-r1";

const [, , baseUrl, proxyUrl] = argv;
assert.ok(baseUrl !== undefined && proxyUrl !== undefined, "usage: node client.js URL PROXY");
// A list operation has no response type but JSON, so no type parameter has to choose one.
const client = createClient<paths>({ baseUrl });

async function listsIndicatorsInDescendingOrder(): Promise<void> {
  const { data } = await client.GET("/v1/indicators", {
    params: { query: { plan_id: ["072036-gk2022"], sort: "-id", limit: 1000 } },
  });
  assert.ok(data !== undefined);
  const ids = data.results.map((row) => row.id);
  assert.deepEqual(ids, [...ids].sort().reverse());
  assert.equal(ids.length, data.metadata.resultset.total);
  const online = data.results.find((row) => row.id === ONLINE);
  assert.ok(online !== undefined);
  assert.equal(online.localgov_code, "072036");
  assert.equal(online.name, "オンラインによる行政手続き数");
  assert.equal(online.baseline?.value, 29381);
  assert.equal(online.target?.value, 70000);
  assert.equal(online.actual?.value, 50752);
  assert.equal(online.definition, null);
}

async function filtersByABoolean(): Promise<void> {
  const list = async (query: { no_actual?: boolean }) => {
    const { data } = await client.GET("/v1/indicators", { params: { query: { ...query, limit: 1000 } } });
    assert.ok(data !== undefined && data.results.length > 0);
    return data.results;
  };
  const without = await list({ no_actual: true });
  const others = await list({ no_actual: false });
  assert.ok(without.every((row) => row.actual === null));
  assert.equal(others.find((row) => row.id === ONLINE)?.actual?.value, 50752);
  assert.equal(without.length + others.length, (await list({})).length);
}

async function filtersByTwoCodes(): Promise<void> {
  const { data } = await client.GET("/v1/observations", {
    params: { query: { indicator_id: [ONLINE], kind: ["target", "actual"], fiscal_year: ["2023..2025"] } },
  });
  assert.deepEqual(
    data?.results.map((row) => [row.kind, row.fiscal_year, row.value, row.value_text]),
    [
      ["actual", 2023, 50752, "50,752件"],
      ["target", 2025, 70000, "70,000件"],
    ],
  );
  const misspelt = await client.GET("/v1/observations", {
    // @ts-expect-error: a request may only name documented codes.
    params: { query: { kind: ["goal"] } },
  });
  assert.equal(misspelt.response.status, 400);
}

// Takes the cursor from `links.next`: a typed client has no method to follow a URL.
async function followsCursorsToTheLastPage(): Promise<void> {
  const rows: Observation[] = [];
  let pages = 0;
  let cursor: string | undefined;
  do {
    const { data } = await client.GET("/v1/observations", {
      params: { query: { kind: ["target", "actual"], limit: 25, ...(cursor !== undefined && { cursor }) } },
    });
    assert.ok(data !== undefined);
    rows.push(...data.results);
    pages += 1;
    assert.ok(pages < 1000, "paging does not end");
    const next: string | null = data.metadata.links.next;
    cursor = next === null ? undefined : (new URL(next, baseUrl).searchParams.get("cursor") ?? assert.fail(next));
    assert.equal(cursor ?? null, data.metadata.resultset.next_cursor);
    if (cursor === undefined) assert.equal(rows.length, data.metadata.resultset.total);
  } while (cursor !== undefined);
  assert.ok(pages >= 2);
  assert.equal(new Set(rows.map((row) => row.id)).size, rows.length, "a row appears twice");
  assert.deepEqual([...new Set(rows.map((row) => row.kind))].sort(), ["actual", "target"]);
}

async function getObservation(observation_id: string): Promise<Observation> {
  const { data } = await client.GET("/v1/observations/{observation_id}", { params: { path: { observation_id } } });
  assert.ok(data !== undefined, observation_id);
  return data;
}

async function nullAndZeroStayDifferent(): Promise<void> {
  const zero = await getObservation(ZERO);
  const words = await getObservation(WORDS);
  assert.equal(zero.value, 0);
  assert.equal(zero.value_text, "0件");
  assert.equal(zero.value_status, "given");
  assert.equal(words.value, null);
  assert.equal(words.value_text, "地区地域公民館　40館×年１～２回");
  assert.equal(words.value_status, "qualitative");
  // @ts-expect-error: a value may be null, so it is no number until that is checked.
  const unchecked: number = words.value;
  assert.equal(unchecked, null);
}

async function getsOneIndicator(): Promise<void> {
  const { data } = await client.GET("/v1/indicators/{indicator_id}", { params: { path: { indicator_id: ONLINE } } });
  const baseline = data?.observations.find((row) => row.kind === "baseline");
  assert.equal(baseline?.value, 29381);
  assert.equal(baseline.fiscal_year, 2021);
  assert.equal(baseline.comparator, null);
  assert.equal(baseline.source.id, "072036-src-gk2022");
}

async function parsesProblems(): Promise<void> {
  const unknown = await client.GET("/v1/indicators/{indicator_id}", {
    params: { path: { indicator_id: ONLINE.slice(0, -1) } },
  });
  assert.equal(unknown.response.status, 404);
  assert.equal(unknown.data, undefined);
  const notFound: Problem | undefined = unknown.error;
  assert.equal(notFound?.code, "unknown_id");
  assert.equal(notFound.nearest, ONLINE);
  const invalid = await client.GET("/v1/indicators", { params: { query: { limit: 0 } } });
  assert.equal(invalid.response.status, 400);
  const badRequest: Problem | undefined = invalid.error;
  assert.equal(badRequest?.code, "invalid_parameter");
  assert.equal(badRequest.parameter, "limit");
}

async function selectsTwoColumnsOfACsv(): Promise<void> {
  const { data, response } = await client.GET("/v1/observations.csv", {
    params: { query: { indicator_id: [ONLINE], fields: ["id", "value"] } },
    parseAs: "text",
  });
  assert.match(response.url, /fields=id&fields=value/);
  assert.ok(data !== undefined);
  const lines = data.trimEnd().split("\n");
  assert.equal(lines[0], "id,value");
  assert.ok(lines.some((line) => line.endsWith(",29381")));
}

async function acceptsAnUnknownCode(): Promise<void> {
  const proxied = createClient<paths>({ baseUrl: proxyUrl ?? "" });
  const { data } = await proxied.GET("/v1/observations", { params: { query: { indicator_id: [ONLINE] } } });
  assert.ok(data !== undefined);
  // Compiles because codes in responses are open strings: a closed union could not equal "forecast".
  assert.ok(data.results.some((row) => row.kind === "forecast" && row.value === 70000));
}

await listsIndicatorsInDescendingOrder();
await filtersByABoolean();
await filtersByTwoCodes();
await followsCursorsToTheLastPage();
await nullAndZeroStayDifferent();
await getsOneIndicator();
await parsesProblems();
await selectsTwoColumnsOfACsv();
await acceptsAnUnknownCode();
console.log("the TypeScript client got the documented responses");
