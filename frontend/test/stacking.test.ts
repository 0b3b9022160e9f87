import { describe, expect, test } from "vitest";
import { stack, type Card } from "../src/layout/stacking";

const card = (want: number, height = 100): Card => ({ want, height });

function expectNoOverlap(cards: readonly Card[], tops: readonly number[], gap: number): void {
  for (let i = 1; i < cards.length; i++) expect(tops[i]!).toBeGreaterThanOrEqual(tops[i - 1]! + cards[i - 1]!.height + gap);
}

describe("cards beside the text", () => {
  test("stand at the first line of their words when there is room", () => {
    expect(stack([card(50), card(300), card(700)], -1, 40, 10)).toEqual([50, 300, 700]);
  });

  test("are pushed down by the one above, never over it", () => {
    const cards = [card(50), card(60), card(61), card(400)];
    const tops = stack(cards, -1, 40, 10);
    expect(tops).toEqual([50, 160, 270, 400]);
    expectNoOverlap(cards, tops, 10);
  });

  test("never stand over the head of the rail", () => {
    expect(stack([card(-500)], -1, 40, 10)).toEqual([40]);
  });

  test("the open card keeps its place and those above move up", () => {
    const cards = [card(200), card(210), card(500, 600)];
    const tops = stack(cards, 2, 40, 10);
    expect(tops[2]).toBe(500);
    const tight = [card(300), card(310), card(420, 600), card(430)];
    const moved = stack(tight, 2, 40, 10);
    expect(moved).toEqual([200, 310, 420, 1030]);
    expectNoOverlap(tight, moved, 10);
  });

  test("the open card gives way only as far as the cards above need room below the head", () => {
    const cards = [card(50), card(60), card(70, 600)];
    const tops = stack(cards, 2, 40, 10);
    expect(tops).toEqual([40, 150, 260]);
  });
});
