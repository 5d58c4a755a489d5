// What each operation takes and gives, read out of the generated types.

import type { paths } from "./schema.js";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The addresses where a method is served. */
export type Served<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];

/** An operation, by its address and method. */
export type Operation<P, M extends Method> = P extends keyof paths
  ? paths[P] extends Record<M, infer O> ? O : never
  : never;

type Json<C> = C extends { "application/json": infer J } ? J : Blob;

type Content<R> = R extends { content: infer C } ? (C extends undefined ? void : Json<C>) : void;

/** What an operation answers: a record or a page, a file, or nothing. */
export type Answered<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? Content<R[S]> : never }[keyof R]
  : never;

/** The rows of a page. */
export type Row<O> = Answered<O> extends { data: readonly (infer R)[] } ? R : never;

type Query<O> = O extends { parameters: { query?: infer Q } } ? Asked<NonNullable<Q>> : unknown;

// `never` of an operation that reads no query
type Asked<Q> = [Q] extends [never] ? unknown : Partial<Q> extends Q ? { query?: Q } : { query: Q };

type PathNames<O> = O extends { parameters: { path: infer N } } ? { path: N } : unknown;

type Body<O> = O extends { requestBody: { content: infer C } }
  ? C extends { "application/json": infer J } ? { body: J } : { body: Blob; type: keyof C & string }
  : unknown;

type Version<O> = O extends { parameters: { header: { "If-Match": string } } } ? { ifMatch: string } : unknown;

/** What is said with any request. */
export interface Said {
  /** Makes a request that is sent twice have one effect; made anew for each request unless given. */
  idempotencyKey?: string;
  /** ETag already known: a 304 is then answered. */
  ifNoneMatch?: string;
  signal?: AbortSignal;
}

/** What an operation takes. */
export type Taken<O> = Said & Query<O> & PathNames<O> & Body<O> & Version<O>;

/** The same, left out where nothing has to be said. */
export type Args<T> = Partial<T> extends T ? [taken?: T] : [taken: T];
