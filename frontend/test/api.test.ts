import { afterEach, describe, expect, test, vi } from "vitest";
import { Api, OtherAccount, Refusal, SignedOut, Unreachable } from "../src/api";
import { stateAfter } from "../src/saving/status";

function answers(status: number, body: unknown = {}): ReturnType<typeof vi.fn<typeof fetch>> {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(new Response(status === 304 || status === 204 ? null : JSON.stringify(body), { status })));
  vi.stubGlobal("fetch", asked);
  return asked;
}

const headersOf = (asked: ReturnType<typeof vi.fn<typeof fetch>>): Record<string, string> => asked.mock.calls[0]?.[1]?.headers as Record<string, string>;

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("requests", () => {
  test("that change something carry the version that was read, in quotes, and the token of the form", async () => {
    document.cookie = "csrftoken=abc";
    const asked = answers(200, { etag: "4" });
    await new Api("/api/v1/").patch("claims/c1/", { statement: "new" }, "3");
    expect(headersOf(asked)).toMatchObject({ "If-Match": '"3"', "X-CSRFToken": "abc" });
  });

  test("that make something carry a key, so that a second try does not make two", async () => {
    const asked = answers(201, {});
    await new Api("/api/v1/").post("claims/", {}, "key-1");
    expect(headersOf(asked)["Idempotency-Key"]).toBe("key-1");
  });

  test("say for whom the page was made, and are no refusal when somebody else is signed in by now", async () => {
    const asked = answers(409, { code: "other_account", detail: "Somebody else is signed in." });
    const refused = await new Api("/", "a1").get("x").catch((error: unknown) => error);
    expect(headersOf(asked)["X-Account"]).toBe("a1");
    expect(refused).toBeInstanceOf(OtherAccount);
    expect((refused as Error).message).toBe("Somebody else is signed in.");
    expect(stateAfter(refused)).toBe("other");
  });

  test("that were refused say why, field by field, in the server's words", async () => {
    answers(422, { code: "invalid", detail: "This cannot be saved.", errors: { said_on: ["The date lies in the future."] } });
    const refused = await new Api("/").get("x").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).message).toBe("This cannot be saved. The date lies in the future.");
  });

  test.each([500, 502, 503])("answered with %i are no refusals: the words are kept and tried again", async (status) => {
    answers(status);
    await expect(new Api("/").get("x")).rejects.toBeInstanceOf(Unreachable);
  });

  test("that meet an ended session say so in a person's words, and are no refusals", async () => {
    answers(401, { code: "not_authenticated", detail: "Sign in, or send a token." });
    const ended = await new Api("/").get("x").catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(SignedOut);
    expect(ended).toBeInstanceOf(Unreachable);
    expect((ended as SignedOut).message).toContain("You are signed out. Your words are kept here");
  });

  test("nothing new is no answer and no error", async () => {
    answers(304);
    expect(await new Api("/").get("x")).toBeUndefined();
  });
});
