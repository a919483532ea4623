/** The most characters of one value that a text shows; a longer one is cut. */
export const LONGEST_VALUE = 1_000;

/**
 * Makes a value safe to stand in a text: one line, without control characters (nor those that turn the
 * direction of writing around), and of bounded length. So no value can add a line, a header or a paragraph.
 */
export function cleanValue(value: string): string {
  const cleaned = value
    .slice(0, 4 * LONGEST_VALUE)
    .toWellFormed()
    .normalize("NFC")
    .replace(/\p{Bidi_Control}|\uFEFF/gu, "")
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
  const characters = [...cleaned];
  if (characters.length <= LONGEST_VALUE) return cleaned;
  return `${characters.slice(0, LONGEST_VALUE - 1).join("")}…`;
}
