/** A text and about how many tokens it has. */
export interface Sized {
  readonly text: string;
  readonly tokens: number;
}

/** Texts at hand, of which the best are chosen for the end. 14 give 378 choices: enough to come within a few tokens. */
const AT_HAND = 14;
/** Texts after the first one in a choice. */
const MOST_OTHERS = 3;

/**
 * Texts from `next`, in its order, that together have about `room` tokens: one after the other while there is plenty of room, and
 * for the end those of the texts at hand that fill it best. At least one text; `next` never runs dry.
 */
export function fillRoom(room: number, next: () => Sized): Sized[] {
  const taken: Sized[] = [];
  const hand = Array.from({ length: AT_HAND }, next);
  let left = room;
  for (let first = hand[0]; first !== undefined; first = hand[0]) {
    const mean = hand.reduce((sum, { tokens }) => sum + tokens, 0) / hand.length;
    if (left < first.tokens + MOST_OTHERS * mean) break;
    taken.push(first);
    left -= first.tokens;
    hand.shift();
    hand.push(next());
  }
  return [...taken, ...bestEnd(left, hand)];
}

function bestEnd(room: number, hand: readonly Sized[]): readonly Sized[] {
  const [first, ...others] = hand;
  if (first === undefined) return [];
  let best: readonly Sized[] = [first];
  let distance = Number.POSITIVE_INFINITY;
  const extend = (chosen: readonly Sized[], left: number, from: number): void => {
    if (Math.abs(left) < distance) {
      best = chosen;
      distance = Math.abs(left);
    }
    if (chosen.length > MOST_OTHERS || left < 0) return;
    for (const [index, other] of others.entries()) {
      if (index >= from) extend([...chosen, other], left - other.tokens, index + 1);
    }
  };
  extend([first], room - first.tokens, 0);
  return best;
}
