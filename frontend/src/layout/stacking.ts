// Where cards stand beside the text: each beside its highlight, pushed down by the one above, never over another.

export interface Card {
  /** The top the card would like to have: the first line of its highlight, in pixels of the rail. */
  want: number;
  height: number;
}

/**
 * The top of every card, in order. The open card has priority: cards above it move up to make room, as far as `floor` (the
 * bottom of the rail's head) allows.
 */
export function stack(cards: readonly Card[], open: number, floor: number, gap: number): number[] {
  const tops = cards.map((card) => card.want);
  const room = (i: number): number => (cards[i]?.height ?? 0) + gap;
  if (open >= 0 && open < cards.length) {
    let needed = floor;
    for (let i = 0; i < open; i++) needed += room(i);
    let below = Math.max(tops[open] ?? 0, needed);
    tops[open] = below;
    for (let i = open - 1; i >= 0; i--) {
      below = Math.min(tops[i] ?? 0, below - room(i));
      tops[i] = below;
    }
  }
  let from = floor;
  for (let i = 0; i < cards.length; i++) {
    tops[i] = Math.max(tops[i] ?? 0, from);
    from = (tops[i] ?? 0) + room(i);
  }
  return tops;
}
