// A thin client over fetch: typed by the document, tokens renewed, refusals thrown.

import { Problem } from "./problem.js";
import type { Session } from "./session.js";
import type { Answered, Args, Method, Operation, Row, Served, Taken } from "./types.js";

export interface Options {
  /** Address of the server, such as `https://compagnon.example.fr`. */
  base: string;
  /** Who asks; without it only what is open to anybody. */
  session?: Session;
  /** Language of titles and sentences: French unless said. */
  language?: "fr" | "en";
  /** Another fetch than that of the platform. */
  fetch?: typeof fetch;
}

/** An answer with what its headers say. */
export interface Answer<T> {
  data: T;
  status: number;
  /** Version of the record, for `ifMatch`. */
  etag: string | undefined;
  /** Address of what was created. */
  location: string | undefined;
  /** Whether the answer was kept from an earlier request with this Idempotency-Key. */
  replayed: boolean;
}

interface Page<T> {
  data: readonly T[];
  next_cursor?: string | null;
  has_more?: boolean;
}

/** What a request may hold, whatever the operation. */
interface Loose {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  type?: string;
  ifMatch?: string;
  ifNoneMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export class Compagnon {
  readonly #base: string;
  readonly #options: Options;
  readonly #fetch: typeof fetch;

  constructor(options: Options) {
    this.#base = options.base.replace(/\/+$/, "");
    this.#options = options;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  }

  /** Reads. */
  async get<P extends Served<"get">>(path: P, ...args: Args<Taken<Operation<P, "get">>>) {
    return this.#call<Answered<Operation<P, "get">>>("get", path, args[0]);
  }

  /** Creates, or acts. */
  async post<P extends Served<"post">>(path: P, ...args: Args<Taken<Operation<P, "post">>>) {
    return this.#call<Answered<Operation<P, "post">>>("post", path, args[0]);
  }

  /** Writes the whole of something. */
  async put<P extends Served<"put">>(path: P, ...args: Args<Taken<Operation<P, "put">>>) {
    return this.#call<Answered<Operation<P, "put">>>("put", path, args[0]);
  }

  /** Changes some fields of the version named by `ifMatch`: absent keeps, null clears. */
  async patch<P extends Served<"patch">>(path: P, ...args: Args<Taken<Operation<P, "patch">>>) {
    return this.#call<Answered<Operation<P, "patch">>>("patch", path, args[0]);
  }

  /** Takes away. */
  async delete<P extends Served<"delete">>(path: P, ...args: Args<Taken<Operation<P, "delete">>>) {
    return this.#call<Answered<Operation<P, "delete">>>("delete", path, args[0]);
  }

  /** Every row of a list, page after page. */
  async *rows<P extends Served<"get">>(
    path: P,
    ...args: Args<Taken<Operation<P, "get">>>
  ): AsyncGenerator<Row<Operation<P, "get">>, void, undefined> {
    for await (const page of this.pages(path, ...args)) yield* page as Iterable<Row<Operation<P, "get">>>;
  }

  /** The rows of a list, a page at a time, as far as `next_cursor` leads. */
  async *pages<P extends Served<"get">>(
    path: P,
    ...args: Args<Taken<Operation<P, "get">>>
  ): AsyncGenerator<readonly Row<Operation<P, "get">>[], void, undefined> {
    const said: Loose = args[0] ?? {};
    let cursor: string | null | undefined;
    do {
      const query = cursor === undefined ? said.query : { ...said.query, cursor };
      const { data: page } = await this.#call<Page<Row<Operation<P, "get">>>>(
        "get", path, { ...said, ...(query === undefined ? {} : { query }) },
      );
      yield page.data;
      // the feed of changes always has a cursor, to come back with
      cursor = page.has_more === false ? null : page.next_cursor;
    } while (typeof cursor === "string");
  }

  async #call<T>(method: Method, path: string, said: Loose = {}): Promise<Answer<T>> {
    const address = this.#address(path, said);
    // the same key for both tries: the second is the first, sent again
    const key = said.idempotencyKey ?? crypto.randomUUID();
    let response = await this.#send(method, address, said, key);
    if (response.status === 401 && this.#options.session?.renew() === true) {
      response = await this.#send(method, address, said, key);
    }
    if (!response.ok && response.status !== 304) throw await Problem.of(response);
    return {
      data: await read(response) as T,
      status: response.status,
      etag: response.headers.get("etag") ?? undefined,
      location: response.headers.get("location") ?? undefined,
      replayed: response.headers.get("idempotency-replayed") === "true",
    };
  }

  #address(path: string, said: Loose): string {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(said.path?.[name])));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(said.query ?? {})) {
      if (value === undefined || value === null) continue;
      query.set(name, Array.isArray(value) ? value.join(",") : String(value));
    }
    return `${this.#base}${filled}${query.size > 0 ? `?${query}` : ""}`;
  }

  async #send(method: Method, address: string, said: Loose, key: string): Promise<Response> {
    const headers = new Headers({ "accept-language": this.#options.language ?? "fr" });
    const { session } = this.#options;
    if (session !== undefined) {
      headers.set("authorization", `Bearer ${await session.token(this.#base, this.#fetch)}`);
      if (method !== "get" && method !== "patch") headers.set("idempotency-key", key);
    }
    if (said.ifMatch !== undefined) headers.set("if-match", said.ifMatch);
    if (said.ifNoneMatch !== undefined) headers.set("if-none-match", said.ifNoneMatch);
    const sent: RequestInit = { method: method.toUpperCase(), headers };
    if (said.signal !== undefined) sent.signal = said.signal;
    if (said.body instanceof Blob) {
      headers.set("content-type", said.type ?? said.body.type);
      sent.body = said.body;
    } else if (said.body !== undefined) {
      headers.set("content-type", method === "patch" ? "application/merge-patch+json" : "application/json");
      sent.body = JSON.stringify(said.body);
    }
    return this.#fetch(address, sent);
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 304) return undefined;
  const media = response.headers.get("content-type") ?? "";
  return media.startsWith("application/json") ? response.json() : response.blob();
}
