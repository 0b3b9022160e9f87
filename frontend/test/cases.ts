// Small made-up claims for the tests.
import type { Claim, Verdict } from "../src/types";

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    id: "v1", claim: "c1", rating: null, summary: "", justification: "", state: "draft", etag: "1", author: { id: "a1", name: "Ada" },
    submission: null, reviews: [], missing: [], may: { edit: true, submit: true, review: false }, ...changes,
  };
}

export function claim(changes: Partial<Claim> = {}): Claim {
  return {
    id: "c1", statement: "The ferry carried nine thousand people.", kind: "quantity", topics: [], harm: "", reach: "", withdrawn: false,
    version: 1, etag: "1", state: "open", occurrences: [], anchors: [{ start: 4, end: 9, exact: "ferry", state: "exact" }], evidence: [],
    verdict: null, created_by: { id: "a1", name: "Ada" }, may: { edit: true, submit: false, review: false, withdraw: true }, ...changes,
  };
}
