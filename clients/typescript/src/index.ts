// The whole of the client: `new Compagnon({ base, session })`.

export { Compagnon } from "./client.js";
export type { Answer, Options } from "./client.js";
export { Problem } from "./problem.js";
export type { ProblemBody, ProblemError } from "./problem.js";
export { bearer, machine, person } from "./session.js";
export type { Session } from "./session.js";
export type { Answered, Operation, Row, Served } from "./types.js";
export type { components, operations, paths } from "./schema.js";

import type { components } from "./schema.js";

/** The records of the API by name: `Schemas["VisitOut"]`. */
export type Schemas = components["schemas"];
