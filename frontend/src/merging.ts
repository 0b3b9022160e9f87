// What other people changed comes into the page in place, and never backwards.
import type { Claim } from "./types";

/** Whether an answer is older than what the page already shows: answers to two requests may arrive in the wrong order. */
export function isOlder(incoming: Claim, held: Claim): boolean {
  if (incoming.version !== held.version) return incoming.version < held.version;
  return Date.parse(incoming.changed_at) < Date.parse(held.changed_at);
}

/** The claims with the incoming ones put in; the same map when nothing is new. */
export function merged(held: ReadonlyMap<string, Claim>, incoming: readonly Claim[]): ReadonlyMap<string, Claim> {
  const news = incoming.filter((claim) => {
    const mine = held.get(claim.id);
    return !mine || !isOlder(claim, mine);
  });
  if (news.length === 0) return held;
  const result = new Map(held);
  for (const claim of news) result.set(claim.id, claim);
  return result;
}
