/** A mail address with the name in front of it, which may be empty. */
export interface MailAddress {
  readonly Name: string;
  readonly Address: string;
}

/** The header of a mail or of one of its parts, and where the body begins. */
export interface MailHeader {
  /** The values of a field in order, unfolded, as written; the name in lower case. */
  all(name: string): readonly string[];
  /** The first value of a field, with encoded words decoded; empty when there is none. */
  text(name: string): string;
  readonly bodyStart: number;
}

/** Reads the header at the beginning of a mail (RFC 5322, 2.2). */
export function readHeader(raw: Buffer): MailHeader {
  const end = raw.indexOf("\r\n\r\n");
  const block = raw.toString("utf8", 0, end < 0 ? raw.length : end);
  const fields = new Map<string, string[]>();
  for (const line of block.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const values = fields.get(name) ?? [];
    values.push(line.slice(colon + 1).trim());
    fields.set(name, values);
  }
  return {
    all: (name) => fields.get(name) ?? [],
    text: (name) => decodeWords(fields.get(name)?.[0] ?? ""),
    bodyStart: end < 0 ? raw.length : end + 4,
  };
}

/** Reads a list of addresses: `Name <a@b>, "Other, Name" <c@d>, e@f`. */
export function readAddresses(field: string): MailAddress[] {
  return splitOutsideQuotes(field)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map(readAddress);
}

/** Undoes the encoding of words outside ASCII (RFC 2047). */
export function decodeWords(text: string): string {
  if (!text.includes("=?")) return text;
  // White space between two encoded words is not part of the text.
  return text
    .replace(/(=\?[^?\s]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, "$1")
    .replace(/=\?([^?\s*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi, (_, charset, encoding, content) =>
      decodeBytes(
        encoding.toLowerCase() === "b"
          ? Buffer.from(content, "base64")
          : decodeQuoted(content.replaceAll("_", " ")),
        charset,
      ),
    );
}

/** The bytes that a quoted-printable text stands for (RFC 2045, 6.7). */
export function decodeQuoted(text: string): Buffer {
  const bytes = text
    .replace(/[ \t]+(?=\r?\n|$)/g, "")
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

/** Text in the character set named; an unknown one is read as UTF-8. */
export function decodeBytes(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

function readAddress(entry: string): MailAddress {
  const match = /^(.*)<([^>]*)>\s*$/s.exec(entry);
  if (match === null) return { Name: "", Address: entry };
  const name = (match[1] ?? "").trim().replace(/^"(.*)"$/s, "$1");
  return { Name: decodeWords(name.replace(/\\(.)/g, "$1")), Address: match[2] ?? "" };
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [""];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === "," && !quoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
