const LONGEST = 300;
/** Where vendors put the sentence a person can read, most telling first. */
const FIELDS = ["message", "Message", "error_description", "detail", "error", "Error", "title"];

/** The readable sentence of an error body, one line and short; empty where there is none. */
export function vendorWords(body: string): string {
  const text = sentenceIn(body.trim());
  const line = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function sentenceIn(body: string): string {
  // A page of HTML is for browsers; its markup tells an administrator nothing.
  if (body.startsWith("<")) return "";
  if (!/^[{["]/.test(body)) return body;
  try {
    return sentenceOf(JSON.parse(body)) ?? body;
  } catch {
    return body;
  }
}

function sentenceOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return sentenceOf(value[0]);
  if (typeof value !== "object" || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of FIELDS) {
    const sentence = fields.has(name) ? sentenceOf(fields.get(name)) : undefined;
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}
