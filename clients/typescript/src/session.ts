// Who asks: a person, a machine client, or whoever gave a token.

import { Problem } from "./problem.js";

/** Gives the access token of the next request. */
export interface Session {
  token(base: string, fetching: typeof fetch): Promise<string>;
  /** Forgets a token that the server no longer takes; says whether another can be had. */
  renew(): boolean;
}

/** Seconds before its end from which a token is no longer used. */
const MARGIN = 30;

interface Tokens {
  access_token: string;
  expires_in: number;
  refresh_token?: string;
}

abstract class Renewed implements Session {
  #token: string | undefined;
  #until = 0;
  #asking: Promise<string> | undefined;

  protected abstract ask(base: string, fetching: typeof fetch): Promise<Tokens>;

  async token(base: string, fetching: typeof fetch): Promise<string> {
    if (this.#token !== undefined && Date.now() < this.#until) return this.#token;
    this.#asking ??= this.#ask(base, fetching).finally(() => { this.#asking = undefined; });
    return this.#asking;
  }

  async #ask(base: string, fetching: typeof fetch): Promise<string> {
    const tokens = await this.ask(base, fetching);
    this.#token = tokens.access_token;
    this.#until = Date.now() + (tokens.expires_in - MARGIN) * 1000;
    return tokens.access_token;
  }

  renew(): boolean {
    this.#until = 0;
    return true;
  }
}

async function tokens(response: Response): Promise<Tokens> {
  if (!response.ok) throw await Problem.of(response);
  return await response.json() as Tokens;
}

class Person extends Renewed {
  readonly #proof: { email: string; password: string };
  #refresh: string | undefined;

  constructor(proof: { email: string; password: string }) {
    super();
    this.#proof = proof;
  }

  protected override async ask(base: string, fetching: typeof fetch): Promise<Tokens> {
    const send = async (path: string, body: object): Promise<Response> => fetching(`${base}${path}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
    });
    let response = this.#refresh === undefined
      ? undefined
      : await send("/v1/sessions/refresh", { refresh_token: this.#refresh });
    if (response === undefined || response.status === 401) response = await send("/v1/sessions", this.#proof);
    const given = await tokens(response);
    this.#refresh = given.refresh_token;
    return given;
  }
}

class Machine extends Renewed {
  readonly #proof: { id: string; secret: string; scopes?: readonly string[] };

  constructor(proof: { id: string; secret: string; scopes?: readonly string[] }) {
    super();
    this.#proof = proof;
  }

  protected override async ask(base: string, fetching: typeof fetch): Promise<Tokens> {
    const { id, secret, scopes } = this.#proof;
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (scopes !== undefined) form.set("scope", scopes.join(" "));
    const proof = btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
    return tokens(await fetching(`${base}/oauth/token`, {
      method: "POST", headers: { authorization: `Basic ${proof}` }, body: form,
    }));
  }
}

/** A person who signs in with their address and password; their session is prolonged as long as it is used. */
export function person(proof: { email: string; password: string }): Session {
  return new Person(proof);
}

/** A machine client, with the secret an administrator gave it. */
export function machine(proof: { id: string; secret: string; scopes?: readonly string[] }): Session {
  return new Machine(proof);
}

/** Whoever the bearer of a token is, until it ends. */
export function bearer(token: string): Session {
  return { token: async () => token, renew: () => false };
}
