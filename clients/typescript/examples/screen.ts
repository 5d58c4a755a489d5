// The morning of somebody who follows apprentices: who waits for a visit, and one visit moved from the screen.

import { Compagnon, Problem, person } from "../src/index.js";
import type { Row, Operation, Schemas } from "../src/index.js";

type Visit = Row<Operation<"/v1/visits", "get">>;

/** What the screen shows of a visit. */
interface Line {
  id: Schemas["VisitId"];
  who: string;
  where: string;
  when: string;
  late: boolean;
}

function line(visit: Visit): Line {
  const { apprentice, employer, tutor } = visit;
  const who = apprentice === null ? "—" : `${apprentice.given_name} ${apprentice.family_name}`;
  const phone = tutor?.phone ?? "sans téléphone";
  const where = employer === null ? "—" : `${employer.name}, ${employer.city ?? "?"} (${phone})`;
  const hour = visit.appointment.time ?? "";
  return { id: visit.id, who, where, when: `${visit.planned_on} ${hour}`.trim(), late: visit.due_state === "late" };
}

/** Every visit still to be made, page after page. */
export async function lines(api: Compagnon): Promise<Line[]> {
  const shown: Line[] = [];
  for await (const visit of api.rows("/v1/visits", { query: { state: "planned", limit: 2 } })) {
    shown.push(line(visit));
  }
  return shown;
}

/** Moves a visit to another day; gives the sentence to show beside the field when the day is refused. */
export async function move(api: Compagnon, id: Line["id"], planned_on: string): Promise<string | undefined> {
  const { etag } = await api.get("/v1/visits/{id}", { path: { id } });
  if (etag === undefined) return "La visite n'a pas de version.";
  try {
    await api.patch("/v1/visits/{id}", { path: { id }, ifMatch: etag, body: { planned_on } });
    return undefined;
  } catch (refused) {
    if (!(refused instanceof Problem)) throw refused;
    if (refused.code === "precondition.stale") return move(api, id, planned_on);
    return refused.at("/planned_on")?.message ?? refused.detail;
  }
}

/** The whole screen, as text. */
export async function screen(base: string, email: string, password: string): Promise<string> {
  const api = new Compagnon({ base, session: person({ email, password }) });
  const { data: me } = await api.get("/v1/me");
  const name = me.role === "client" ? "logiciel" : "display_name" in me ? me.display_name : "";
  const rows = (await lines(api)).map((row) => `${row.late ? "!" : " "} ${row.when}  ${row.who}  ${row.where}`);
  return [`Bonjour ${name}, ${rows.length} visite(s) à faire`, ...rows].join("\n");
}
