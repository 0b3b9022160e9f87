// What other people changed comes into the page in place, and never backwards.
import type { Claim } from "./types";

/** The number in a version tag, whatever quotes stand around it. */
const count = (etag: string | undefined): number => Number(/\d+/.exec(etag ?? "")?.[0] ?? 0);

/** Whether an answer is older than what the page already shows: answers to two requests may arrive in the wrong order. */
export function isOlder(incoming: Claim, held: Claim): boolean {
  if (count(incoming.etag) !== count(held.etag)) return count(incoming.etag) < count(held.etag);
  const [theirs, ours] = [incoming.verdict, held.verdict];
  return theirs !== null && theirs.id === ours?.id && count(theirs.etag) < count(ours.etag);
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
