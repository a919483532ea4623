import type { InboundRequest, Instant, Verification } from "@perennial/contract";
import type { SignatureScheme } from "./signature-scheme.ts";
import { verifyHmac } from "./verify-hmac.ts";

/** How far a signed time may be from ours where a scheme does not say, in seconds. */
const TOLERANCE = 300;
/** The longest header that is read; a signature is far shorter. */
const LONGEST = 4_096;

/** What a signature is judged by. */
export interface SignatureKeys {
  /** Several while one replaces another. */
  readonly secrets: readonly string[];
  readonly now: Instant;
}

/**
 * Judges a request that is signed with an HMAC as its scheme has it: over the exact body, with a time near
 * ours where a time is signed. The verdict has no delivery id. Never throws.
 */
export function verifySignature(
  request: Pick<InboundRequest, "headers" | "body">,
  scheme: SignatureScheme,
  { secrets, now }: SignatureKeys,
): Verification {
  const header = request.headers[scheme.header] ?? "";
  if (header === "" || header.length > LONGEST)
    return refuse(`${scheme.header} is missing or long`);
  const parts = scheme.time !== undefined && "part" in scheme.time ? header.split(",") : [header];
  const presented = withPrefix(parts, scheme.prefix ?? "");
  if (presented.length === 0) return refuse(`${scheme.header} has no ${scheme.prefix}`);
  const time = timeOf(request, scheme, parts);
  if (time === "missing") return refuse("the time that is signed is missing or malformed");
  const { algorithm, encoding, tolerance = TOLERANCE } = scheme;
  if (time !== undefined && Math.abs(Date.parse(now) / 1000 - time.seconds) > tolerance) {
    return refuse(`the time that is signed is more than ${tolerance} seconds from our clock`);
  }
  const content = time === undefined ? request.body : `${time.text}.${request.body}`;
  return verifyHmac({ algorithm, encoding, content, secrets, presented })
    ? { genuine: true }
    : refuse(`${scheme.header} is not made with a secret of this connection`);
}

function withPrefix(parts: readonly string[], prefix: string): readonly string[] {
  return parts
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length));
}

interface ReadTime {
  /** As it was written, and as it is signed. */
  readonly text: string;
  readonly seconds: number;
}

function timeOf(
  { headers }: Pick<InboundRequest, "headers">,
  { time }: SignatureScheme,
  parts: readonly string[],
): ReadTime | "missing" | undefined {
  if (time === undefined) return undefined;
  if ("header" in time) {
    const unit = time.unit === "milliseconds" ? 1000 : 1;
    return readTime(headers[time.header], unit);
  }
  const [first] = withPrefix(parts, `${time.part}=`);
  return readTime(first, 1);
}

function readTime(text: string | undefined, unit: number): ReadTime | "missing" {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return "missing";
  return { text, seconds: Number(text) / unit };
}

function refuse(reason: string): Verification {
  return { genuine: false, reason };
}
