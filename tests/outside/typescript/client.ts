// Uses openapi-fetch, with the types that openapi-typescript makes of the OpenAPI document, against a running server.
// Usage: node client.js URL. Half of the test is that `tsc` accepts it: what may be null must be asked for, and a
// parameter takes only the values it has.
import assert from "node:assert/strict";
import { argv } from "node:process";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Observation = components["schemas"]["Observation"];

const ONLINE = "072036-gk2022-1-3-1-dx-online";
const ZERO = "072036-gk2022-1-3-2-kyogikai-actual-fy2023-r1";
const WORDS = "072036-gk2022-1-3-1-sumaho-kaisu-target-fy2025-r1";

const baseUrl = argv[2] ?? assert.fail("usage: node client.js URL");
// Lists exist as text/csv too; this client speaks JSON, problems included.
const client = createClient<paths, `application/${string}`>({ baseUrl });

async function listsIndicators(): Promise<void> {
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

async function listsObservationsOfTwoKinds(): Promise<void> {
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
}

// The cursor is taken out of `links.next`: a typed client has no way to follow a URL.
async function walksAllPages(): Promise<void> {
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
    assert.ok(pages < 1000, "the walk has no end");
    const next: string | null = data.metadata.links.next;
    cursor = next === null ? undefined : (new URL(next, baseUrl).searchParams.get("cursor") ?? assert.fail(next));
    if (cursor === undefined) assert.equal(rows.length, data.metadata.resultset.total);
  } while (cursor !== undefined);
  assert.ok(pages > 1);
  assert.equal(new Set(rows.map((row) => row.id)).size, rows.length, "a row came twice");
  assert.deepEqual([...new Set(rows.map((row) => row.kind))].sort(), ["actual", "target"]);
}

async function observation(observation_id: string): Promise<Observation> {
  const { data } = await client.GET("/v1/observations/{observation_id}", { params: { path: { observation_id } } });
  assert.ok(data !== undefined, observation_id);
  return data;
}

async function keepsNullAndZeroApart(): Promise<void> {
  const zero = await observation(ZERO);
  const words = await observation(WORDS);
  assert.equal(zero.value, 0);
  assert.equal(zero.value_text, "0件");
  assert.equal(zero.value_status, "given");
  assert.equal(words.value, null);
  assert.equal(words.value_text, "地区地域公民館　40館×年１～２回");
  assert.equal(words.value_status, "qualitative");
  // @ts-expect-error: a value may be null, so it cannot be used as a number unasked.
  const unasked: number = words.value;
  assert.equal(unasked, null);
}

async function fetchesOne(): Promise<void> {
  const { data } = await client.GET("/v1/indicators/{indicator_id}", { params: { path: { indicator_id: ONLINE } } });
  const baseline = data?.observations.find((row) => row.kind === "baseline");
  assert.equal(baseline?.value, 29381);
  assert.equal(baseline.fiscal_year, 2021);
  assert.equal(baseline.comparator, null);
  assert.equal(baseline.source.id, "072036-src-gk2022");
}

async function getsProblems(): Promise<void> {
  const unknown = await client.GET("/v1/indicators/{indicator_id}", {
    params: { path: { indicator_id: ONLINE.slice(0, -1) } },
  });
  assert.equal(unknown.response.status, 404);
  assert.equal(unknown.data, undefined);
  assert.equal(unknown.error?.code, "unknown_id");
  assert.equal(unknown.error.nearest, ONLINE);
  const invalid = await client.GET("/v1/indicators", { params: { query: { limit: 0 } } });
  assert.equal(invalid.response.status, 400);
  assert.equal(invalid.error?.code, "invalid_parameter");
  assert.equal(invalid.error.parameter, "limit");
}

async function readsCsv(): Promise<void> {
  const { data } = await createClient<paths>({ baseUrl }).GET("/v1/observations.csv", {
    params: { query: { indicator_id: [ONLINE] } },
    parseAs: "text",
  });
  assert.ok(data !== undefined && data.startsWith("id,localgov_code,"));
  assert.ok(data.includes(",29381,"));
}

await listsIndicators();
await listsObservationsOfTwoKinds();
await walksAllPages();
await keepsNullAndZeroApart();
await fetchesOne();
await getsProblems();
await readsCsv();
console.log("the TypeScript client found what the document promises");
