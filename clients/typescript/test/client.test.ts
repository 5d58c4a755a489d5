import assert from "node:assert/strict";
import { before, test } from "node:test";

import { lines, move, screen } from "../examples/screen.js";
import { Compagnon, Problem, bearer, machine, person } from "../src/index.js";
import { base, begin, email, password } from "./world.js";
import type { World } from "./world.js";

let world: World;
before(async () => { world = await begin(); });

async function refusal(asked: Promise<unknown>): Promise<Problem> {
  const refused: unknown = await asked.then(() => undefined, (error: unknown) => error);
  assert.ok(refused instanceof Problem, String(refused));
  return refused;
}

test("the screen shows whom to visit, and moves a visit or says why not", async () => {
  const shown = await screen(base, email, password);
  assert.match(shown, /^Bonjour Ada Lovelace, \d+ visite/);
  assert.match(shown, /Chloé Durand {2}Librairie des Halles, Troyes \(\+33611223344\)/);
  const [first] = await lines(world.admin);
  assert.ok(first !== undefined);
  assert.equal(await move(world.admin, first.id, "2025-10-02"), undefined);
  const { data: moved } = await world.admin.get("/v1/visits/{id}", { path: { id: first.id } });
  assert.equal(moved.planned_on, "2025-10-02");
  const why = await move(world.admin, first.id, "2031-01-01");
  assert.ok(why !== undefined && why.length > 10, String(why));
});

test("rows come page after page, each once", async () => {
  const counts: number[] = [];
  const seen = new Set<string>();
  for await (const page of world.admin.pages("/v1/visits", { query: { limit: 1 } })) {
    counts.push(page.length);
    for (const visit of page) seen.add(visit.id);
  }
  assert.ok(counts.length > 1 && counts.every((count) => count <= 1), String(counts));
  const { data: whole } = await world.admin.get("/v1/visits", { query: { limit: 200, include: "total" } });
  assert.equal(seen.size, whole.total);
  assert.equal(whole.next_cursor, null);
});

test("a patch decided on an older version is refused, and its code says so", async () => {
  const path = { id: world.contract };
  const { etag } = await world.admin.get("/v1/contracts/{id}", { path });
  assert.match(etag ?? "", /^"v\d+\.[\w-]+"$/);
  const stale = await refusal(world.admin.patch("/v1/contracts/{id}", { path, ifMatch: '"v0"', body: { mode_code: "1" } }));
  assert.deepEqual([stale.status, stale.code], [412, "precondition.stale"]);
});

test("what was sent wrong is said field by field, in the language asked for", async () => {
  const english = new Compagnon({ base, session: person({ email, password }), language: "en" });
  const refused = await refusal(english.post("/v1/cohorts", {
    body: { site_id: world.site, programme: "bts-mco", starts_on: "2025-08-25", ends_on: "not a day" },
  }));
  assert.deepEqual([refused.status, refused.code], [422, "invalid"]);
  assert.equal(refused.at("/ends_on")?.pointer, "/ends_on");
  assert.match(refused.detail, /field/);
  assert.ok(refused.requestId.length > 0);
});

test("a request sent twice under one key has one effect", async () => {
  const body = { name: "Logiciel du CFA", scopes: ["changes:read" as const], site_ids: [world.site] };
  const idempotencyKey = crypto.randomUUID();
  const first = await world.admin.post("/v1/clients", { body, idempotencyKey });
  const again = await world.admin.post("/v1/clients", { body, idempotencyKey });
  assert.deepEqual([first.replayed, again.replayed], [false, true]);
  assert.equal(again.data.id, first.data.id);
  assert.match(first.location ?? "", /^\/v1\/clients\//);
});

test("a machine client follows the feed, and asks another token when its own no longer serves", async () => {
  const { data: client } = await world.admin.post("/v1/clients", {
    body: { name: "Suivi", scopes: ["changes:read", "apprentices:read"], site_ids: [world.site] },
  });
  const [made] = client.secrets;
  assert.ok(made?.secret !== undefined);
  const software = new Compagnon({ base, session: machine({ id: client.client_id, secret: made.secret }) });
  const { data: changes } = await software.get("/v1/changes", { query: { limit: 5 } });
  assert.ok(changes.data.length > 0);
  const wrong = new Compagnon({ base, session: machine({ id: client.client_id, secret: "no" }) });
  assert.equal((await refusal(wrong.get("/v1/changes"))).code, "invalid_client");
});

test("a token that no longer serves is replaced once, another that cannot be is refused", async () => {
  let asked = 0;
  const counting: typeof fetch = async (address, sent) => {
    asked += 1;
    const headers = new Headers(sent?.headers);
    if (asked === 2) headers.set("authorization", "Bearer spoilt");
    return fetch(address, { ...sent, headers });
  };
  const api = new Compagnon({ base, session: person({ email, password }), fetch: counting });
  assert.equal((await api.get("/v1/me")).status, 200);
  assert.equal(asked, 4, "signed in, refused, prolonged, answered");
  const stranger = new Compagnon({ base, session: bearer("spoilt") });
  assert.equal((await refusal(stranger.get("/v1/me"))).status, 401);
});

test("a list comes as a file, what did not change is not sent again, an absence is nothing", async () => {
  const csv = await world.admin.get("/v1/exports/visits.csv");
  assert.match(await csv.data.text(), /Durand/);
  const rules = await world.admin.get("/v1/rules");
  assert.ok(rules.etag !== undefined);
  assert.equal((await world.admin.get("/v1/rules", { ifNoneMatch: rules.etag })).status, 304);
});
