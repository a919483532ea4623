import { decodeBytes, decodeQuoted, type MailHeader, readHeader } from "./mail-headers.ts";

/** What a reader sees of a mail. */
export interface MailBody {
  readonly text: string;
  readonly html: string;
  readonly attachments: number;
}

const DEEPEST = 10;

/** Reads the bodies of a mail: the first plain and the first formatted one (RFC 2046). */
export function readBody(raw: Buffer): MailBody {
  const found = { text: "", html: "", attachments: 0 };
  collect(raw, readHeader(raw), found, 0);
  return found;
}

function collect(
  raw: Buffer,
  header: MailHeader,
  found: { text: string; html: string; attachments: number },
  depth: number,
): void {
  const type = header.all("content-type")[0] ?? "text/plain; charset=us-ascii";
  const body = raw.subarray(header.bodyStart);
  const boundary = parameter(type, "boundary");
  if (/^multipart\//i.test(type) && boundary !== undefined && depth < DEEPEST) {
    for (const part of splitParts(body, boundary)) {
      collect(part, readHeader(part), found, depth + 1);
    }
    return;
  }
  if (/^attachment/i.test(header.all("content-disposition")[0] ?? "")) {
    found.attachments += 1;
    return;
  }
  if (/^text\/plain/i.test(type) && found.text === "") found.text = decode(body, header, type);
  else if (/^text\/html/i.test(type) && found.html === "") found.html = decode(body, header, type);
}

function decode(body: Buffer, header: MailHeader, type: string): string {
  const encoding = (header.all("content-transfer-encoding")[0] ?? "7bit").toLowerCase();
  const charset = parameter(type, "charset") ?? "utf-8";
  if (encoding === "base64")
    return decodeBytes(Buffer.from(body.toString("latin1"), "base64"), charset);
  if (encoding === "quoted-printable")
    return decodeBytes(decodeQuoted(body.toString("latin1")), charset);
  return decodeBytes(body, charset);
}

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = body.indexOf("\r\n", at + mark.length);
    const next = body.indexOf(mark, at + mark.length);
    if (start < 0 || next < 0) return parts;
    // The line break before a boundary belongs to the boundary.
    parts.push(body.subarray(start + 2, Math.max(start + 2, next - 2)));
    at = next;
  }
  return parts;
}

function parameter(field: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}="?([^";]+)"?`, "i").exec(field);
  return match?.[1]?.trim();
}
