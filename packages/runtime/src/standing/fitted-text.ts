/** Where a sentence ends: before a capital letter, so that neither `kl. 10` nor `6:e` is an end. */
const SENTENCE_END = /[.!?…](?=\s+\p{Lu})/gu;
/**
 * A text of at most so many characters (UTF-16 units, as vendors count them): as many whole lines as there is room for; of a first line
 * that is too long its whole sentences, or else its words up to an ellipsis.
 */
export function fittedText(text: string, most: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= most) return whole;
  const lines = whole.slice(0, most + 1).lastIndexOf("\n");
  if (lines > 0) return whole.slice(0, lines).trimEnd();
  const ends = [...whole.matchAll(SENTENCE_END)].map(({ index }) => index + 1);
  const end = ends.findLast((each) => each <= most);
  if (end !== undefined) return whole.slice(0, end);
  const room = whole.slice(0, most - 1).toWellFormed();
  const word = room.lastIndexOf(" ");
  return `${(word > 0 ? room.slice(0, word) : room).trimEnd()}…`;
}
