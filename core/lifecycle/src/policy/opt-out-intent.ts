/** What a person means by a reply, as far as a machine may decide. `other` is for people to read. */
export type ReplyIntent = "stop" | "yes" | "no" | "other";

const YES = new Set(
  words("ja japp jajamen jadå jo yes yep yeah ok okej okay gärna absolut visst självklart sure"),
);
const NO = new Set(words("nej nä nää nix no nope"));
// What may stand beside a yes without taking anything back.
const POLITE = new Set(
  words("hej hello hi tack tackar please thanks thank you snälla så det jag vi vill gör i do"),
);
// "don't" is taken apart into "don" and "t".
const NEGATION = new Set(words("inte ej aldrig not never dont t"));
// In a longer text a stop word is likelier to be about something else; then a person reads it.
const SHORT = 6;

/**
 * Reads a reply. A stop word ends marketing when it comes first, or anywhere in a short reply unless negated: to
 * stop once too often costs little, to go on after a STOP breaks the law (reliability.md 5.10). Yes needs a reply
 * that says nothing else, because an order may hang on it. Case, punctuation and accents do not matter.
 * @param stopWords The rule pack's; a phrase of several words counts as such.
 */
export function optOutIntent(text: string, stopWords: readonly string[]): ReplyIntent {
  const said = words(text);
  if (said.length === 0) return "other";
  if (stopWords.some((stop) => asksToStop(said, words(stop)))) return "stop";
  const answers = said.filter((word) => !POLITE.has(word));
  if (answers.length > 0 && answers.every((word) => YES.has(word))) return "yes";
  return isNo(said) ? "no" : "other";
}

function asksToStop(said: readonly string[], stop: readonly string[]): boolean {
  if (stop.length === 0) return false;
  for (let at = 0; at + stop.length <= said.length; at++) {
    if (!stop.every((word, index) => said[at + index] === word)) continue;
    if (at === 0) return true;
    if (said.length <= SHORT && !NEGATION.has(said[at - 1] ?? "")) return true;
  }
  return false;
}

function isNo(said: readonly string[]): boolean {
  const [first = "", second = ""] = said;
  if (!NO.has(first) || second === "problem" || second === "worries") return false;
  return !said.some((word) => YES.has(word));
}

/** The words of a text in small letters without accents or punctuation. */
function words(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
