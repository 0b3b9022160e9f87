// The REST API: JSON in and out, problems as Refusal, a silent server as Unreachable.
import { csrfToken } from "./cookies";
import { t } from "./words";
import type { Missing } from "./types";

export interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  errors?: Record<string, string[]>;
  missing?: Missing[];
}

/** The server understood and said no; the message is in words a person can act on. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    const fields = Object.values(problem.errors ?? {}).flat();
    const detail = problem.detail ?? problem.title ?? "";
    super([detail, ...fields.filter((text) => text !== detail)].filter(Boolean).join(" ") || t("The server refused this."));
  }

  get code(): string {
    return this.problem.code ?? "";
  }
}

/** No answer, or one that says the server is down: nothing was refused, and nothing is lost. */
export class Unreachable extends Error {
  constructor(text = t("The server does not answer. Your words are kept here; we try again.")) {
    super(text);
  }
}

/** What to say when the session has ended. */
export const signedOut = (): string => t("You are signed out. Your words are kept here: sign in again in another tab, then go on in this one.");

/** The session has ended: nothing was refused, and what was typed can be sent once somebody is signed in again. */
export class SignedOut extends Unreachable {
  constructor() {
    super(signedOut());
  }
}

/** Somebody else signed in in this browser: as above, and nothing was saved under the wrong name. */
export class OtherAccount extends Unreachable {}

export interface Options {
  body?: unknown;
  etag?: string;
  /** The same key on a second try makes the server answer with the first result. */
  once?: string;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { title: response.statusText };
  }
}

/** The person gave the sending up. */
export class Cancelled extends Error {
  constructor() {
    super(t("The upload was cancelled. Nothing was attached."));
  }
}

/** What the server said to a form with a file. */
function answered(request: XMLHttpRequest): unknown {
  if (request.status >= 500) throw new Unreachable();
  if (request.status === 401) throw new SignedOut();
  const body: unknown = request.responseText ? JSON.parse(request.responseText) : {};
  if (request.status >= 400) throw refused(request.status, body as Problem);
  return body;
}

function refused(status: number, problem: Problem): Error {
  return problem.code === "other_account" ? new OtherAccount(problem.detail) : new Refusal(status, problem);
}

export class Api {
  /** Counts the beginnings and ends of requests that change something: an answer to a question asked before one of them is stale. */
  writes = 0;

  constructor(
    readonly root: string,
    /** For whom the page was made: the server refuses when somebody else is signed in by now. */
    readonly account = "",
  ) {}

  get<T>(path: string): Promise<T | undefined> {
    return this.#send<T>("GET", path, {});
  }

  async post<T>(path: string, body: unknown, once: string = crypto.randomUUID()): Promise<T> {
    return (await this.#send<T>("POST", path, { body, once })) as T;
  }

  /** Sends a form with a file. `progress` is told how much of it went, from 0 to 1; `cancel` gives it up. */
  upload<T>(path: string, form: FormData, once: string, progress: (share: number) => void, cancel: AbortSignal): Promise<T> {
    const request = new XMLHttpRequest();
    this.writes += 1;
    return new Promise<T>((done, failed) => {
      request.open("POST", this.root + path);
      const headers: Record<string, string> = { Accept: "application/json", "X-CSRFToken": csrfToken(), "Idempotency-Key": once };
      if (this.account) headers["X-Account"] = this.account;
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
      request.onerror = () => { failed(new Unreachable()); };
      request.onabort = () => { failed(new Cancelled()); };
      request.onload = () => {
        try {
          done(answered(request) as T);
        } catch (error) {
          failed(error instanceof Error ? error : new Unreachable());
        }
      };
      cancel.addEventListener("abort", () => { request.abort(); });
      request.send(form);
    }).finally(() => {
      this.writes += 1;
    });
  }

  async patch<T>(path: string, body: unknown, etag: string): Promise<T> {
    return (await this.#send<T>("PATCH", path, { body, etag })) as T;
  }

  async remove(path: string, etag: string): Promise<void> {
    await this.#send("DELETE", path, { etag });
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const change = init.method === "GET" ? 0 : 1;
    this.writes += change;
    try {
      return await fetch(this.root + path, init);
    } catch {
      throw new Unreachable();
    } finally {
      this.writes += change;
    }
  }

  /** The answer's JSON; undefined for 204 and 304. */
  async #send<T>(method: string, path: string, { body, etag, once }: Options): Promise<T | undefined> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.account) headers["X-Account"] = this.account;
    if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (etag) headers["If-Match"] = etag.includes('"') ? etag : `"${etag}"`; // bodies carry the tag without its quotes
    if (once) headers["Idempotency-Key"] = once;
    const init: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store" };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await this.#fetch(path, init);
    if (response.status === 204 || response.status === 304) return undefined;
    if (response.status >= 500) throw new Unreachable();
    if (response.status === 401) throw new SignedOut();
    if (!response.ok) throw refused(response.status, await problemOf(response));
    return (await response.json()) as T;
  }
}
