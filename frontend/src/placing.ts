// Claims with their places in the text on this page, in reading order.
import { locate, type Spot } from "./anchoring/locate";
import type { Offsets } from "./offsets";
import type { Claim } from "./types";

export interface Placed {
  claim: Claim;
  /** Where the claim stands, in code points; empty when its words are not certain to be on this page. */
  spots: Spot[];
}

/** Only places whose words are the quoted words count: what is drawn is what was claimed. */
export function placeOne(text: Offsets, claim: Claim): Placed {
  const spots = claim.anchors.map(({ start, end, exact }) => (start === null || end === null ? undefined : locate(text, { start, end, exact })));
  return { claim, spots: spots.filter((spot) => spot !== undefined) };
}

/** Reading order: by start, the longer of two that start together first; claims without a place stand at the end. */
export function inReadingOrder(placed: readonly Placed[]): Placed[] {
  const last = Number.MAX_SAFE_INTEGER;
  return [...placed].sort((a, b) => {
    const [one, two] = [a.spots[0], b.spots[0]];
    return (
      (one?.start ?? last) - (two?.start ?? last) || (two?.end ?? 0) - (one?.end ?? 0) || (a.claim.id < b.claim.id ? -1 : 1)
    );
  });
}
