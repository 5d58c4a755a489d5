// Refusals (RFC 9457).

import type { components } from "./schema.js";

export type ProblemBody = components["schemas"]["Problem"];
export type ProblemError = components["schemas"]["ProblemError"];

/** What the server refused, and why: programme against `code`, show `detail`. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  /** Stable code of the refusal. */
  readonly code: string;
  /** Sentence for people, in the language asked for. */
  readonly detail: string;
  /** Every fault found in what was sent. */
  readonly errors: readonly ProblemError[];
  /** To quote when asking for help. */
  readonly requestId: string;
  /** Article of law or document the rule comes from. */
  readonly source: string | undefined;
  /** Seconds to wait before asking again, when the refusal says so. */
  readonly retryAfter: number | undefined;

  constructor(body: ProblemBody, retryAfter?: number) {
    const faults = body.errors.map((error) => ` ${error.pointer} ${error.code}`);
    super(`${body.status} ${body.code}: ${body.detail}${faults.join(",")}`);
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail;
    this.errors = body.errors;
    this.requestId = body.request_id;
    this.source = body.source;
    this.retryAfter = retryAfter;
  }

  /** The fault at a JSON pointer, such as `/starts_on`. */
  at(pointer: string): ProblemError | undefined {
    return this.errors.find((error) => error.pointer === pointer);
  }

  /** The refusal an answer holds. */
  static async of(response: Response): Promise<Problem> {
    const wait = response.headers.get("retry-after");
    const told: unknown = await response.json().catch(() => undefined);
    const body = isProblem(told) ? told : unspoken(response, told);
    return new Problem(body, wait === null ? undefined : Number(wait));
  }
}

function isProblem(told: unknown): told is ProblemBody {
  return typeof told === "object" && told !== null && "code" in told && "detail" in told && "errors" in told;
}

/** The refusal of something that speaks otherwise: the endpoint of RFC 6749, or a proxy in front. */
function unspoken(response: Response, told: unknown): ProblemBody {
  const code = typeof told === "object" && told !== null && "error" in told ? String(told.error) : "unreadable";
  return {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    detail: `The server answered ${response.status}.`,
    code,
    request_id: response.headers.get("x-request-id") ?? "",
    errors: [],
  };
}
