import libmime from "libmime";

/** A part of a mail: its header and its content, which is not decoded yet. */
export interface MailPart {
  /** The values of a header field, unfolded; its name in small letters. */
  all(name: string): readonly string[];
  /** The first of them; empty where there is none. */
  first(name: string): string;
  /** Such as `multipart/report`, in small letters. */
  readonly type: string;
  /** A parameter of the content type, such as `boundary`. */
  parameter(name: string): string;
  readonly body: string;
}

/** More parts than a report has, so that a hostile mail costs little. */
const MOST_PARTS = 20;
/** Characters of a header that are read; real ones have some thousand. */
const LONGEST_HEADER = 64 * 1024;

/** Reads a header and what follows it (RFC 5322, 2.1). */
export function readPart(raw: string): MailPart {
  const end = /\r?\n\r?\n/.exec(raw);
  const header = (end ? raw.slice(0, end.index) : raw).slice(0, LONGEST_HEADER);
  // Unfolded here, for the library takes a time that grows with the square of the folds.
  const fields = libmime.decodeHeaders(header.replace(/\r?\n[ \t]+/g, " "));
  const all = (name: string): readonly string[] => {
    const values = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return values === undefined ? [] : [values].flat();
  };
  const first = (name: string) => all(name)[0] ?? "";
  const { value, params } = libmime.parseHeaderValue(first("content-type"));
  return {
    all,
    first,
    type: value.toLowerCase(),
    parameter: (name) => (Object.hasOwn(params, name) ? (params[name] ?? "") : ""),
    body: end ? raw.slice(end.index + end[0].length) : "",
  };
}

/** The parts of a multipart mail (RFC 2046, 5.1); none where it is not one. */
export function partsOf(mail: MailPart): readonly MailPart[] {
  const boundary = mail.parameter("boundary");
  if (!mail.type.startsWith("multipart/") || boundary === "") return [];
  const parts: string[][] = [];
  for (const line of mail.body.split(/\r?\n/)) {
    const marker = line.trimEnd();
    if (marker === `--${boundary}--`) break;
    if (marker === `--${boundary}`) {
      if (parts.length === MOST_PARTS) break;
      parts.push([]);
    } else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => readPart(lines.join("\r\n")));
}

/** The text of a part, its transfer encoding undone. */
export function textOf(part: MailPart): string {
  const encoding = part.first("content-transfer-encoding").trim().toLowerCase();
  if (encoding === "base64") return Buffer.from(part.body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return part.body;
  const bytes = part.body
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  return Buffer.from(bytes, "latin1").toString("utf8");
}
