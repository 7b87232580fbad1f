/**
 * What simulated models say. Each word, mark and dash is exactly one token of o200k_base, wherever the text is cut between them:
 * every word brings its own space, and o200k_base never joins across a space. So the tokens a client counts are the tokens sent.
 */
const STORY =
  " The race began before sunrise — four engines, one road, and a crowd that had waited all night." +
  " Nobody knew which of them would reach the bridge first; the old road had changed since last year, and rain had made" +
  " the last mile slow. A small car took the lead, lost it again at the river, and came back with a calm that surprised" +
  " everyone. The driver said later that he never looked at the others. He watched the clock, counted every turn, and" +
  " trusted the numbers more than his own feeling. At the café near the square, people wrote down each time on paper:" +
  " start, first turn, bridge, finish. Two of them did not agree, so they measured again. It is easy to say who was fast;" +
  " it is hard to say by how much, and harder still to say how sure you are. When the wind came up, the heavy machine" +
  " gained ground, yet the gap was never larger than a breath. In the end the light changed, the crowd stood up, and the" +
  " winner turned around to see how close it had been. That evening they sat together, told the story once more, and" +
  " planned the next race for spring.";

const WORDS: readonly string[] = STORY.match(/ ?[\p{L}\p{N}]+| ?[^\s\p{L}\p{N}]+/gu) ?? [];

/** Where its sentences begin. */
export const SENTENCES: readonly number[] = WORDS.flatMap((_, index) =>
  index === 0 || WORDS[index - 1] === "." ? [index] : [],
);

/** One token whose last letter takes two bytes of UTF-8. */
export const TWO_BYTE_WORD = " café";

/** `tokens` tokens of the endless story, from token `offset` on. */
export function storyText(offset: number, tokens: number): string {
  let text = "";
  for (let index = 0; index < tokens; index++) {
    text += WORDS[(offset + index) % WORDS.length];
  }
  return text;
}
