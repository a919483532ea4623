import { createHmac } from "node:crypto";
import { sameSecret } from "@perennial/connector-kit";

/** What following or loading an address of ours tells. */
export type Trace =
  | { readonly kind: "opened"; readonly commandId: string }
  | { readonly kind: "clicked"; readonly commandId: string; readonly target: string };

/** What tracked addresses are made with. */
export interface TrackingKey {
  /** The door that they lead to. */
  readonly url: string;
  readonly secret: string;
}

const ANCHOR = /<a(?=\s)(?:[^<>"']|"[^"]{0,4096}"|'[^']{0,4096}'){0,4096}>/gi;
const HREF = /(\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')/i;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" },
};

/** The address that notes an opening or a click; nobody can make one without the secret. */
export function tracedUrl(trace: Trace, { url, secret }: TrackingKey): string {
  const traced = new URL(url);
  traced.searchParams.set("m", trace.commandId);
  if (trace.kind === "clicked") traced.searchParams.set("u", trace.target);
  traced.searchParams.set("s", signatureOf(trace, secret));
  return traced.href;
}

/** What a request's address tells; undefined where it was not made with one of our secrets. */
export function readTrace(url: string, secrets: readonly string[]): Trace | undefined {
  if (!URL.canParse(url)) return undefined;
  const { searchParams } = new URL(url);
  const commandId = searchParams.get("m") ?? "";
  const target = searchParams.get("u");
  const trace: Trace =
    target === null ? { kind: "opened", commandId } : { kind: "clicked", commandId, target };
  const signature = searchParams.get("s") ?? "";
  const isOurs = secrets.map((secret) => sameSecret(signature, signatureOf(trace, secret)));
  return commandId !== "" && isOurs.includes(true) ? trace : undefined;
}

/** What is traced of one message. */
export interface Tracking extends TrackingKey {
  readonly commandId: string;
  /** Addresses that stay as they are: to say stop must leave no trace. */
  readonly untouched: readonly string[];
}

/** The HTML with its links led through our door, and an image of one point that is loaded when it is opened. */
export function trackHtml(html: string, tracking: Tracking): string {
  const linked = html.replace(ANCHOR, (tag) => trackAnchor(tag, tracking));
  const source = tracedUrl({ kind: "opened", commandId: tracking.commandId }, tracking);
  const image = `<img src="${escapeAttribute(source)}" width="1" height="1" alt="" style="display:block;border:0">`;
  const end = linked.toLowerCase().lastIndexOf("</body>");
  return end === -1 ? linked + image : linked.slice(0, end) + image + linked.slice(end);
}

function trackAnchor(tag: string, tracking: Tracking): string {
  return tag.replace(HREF, (attribute, before: string, double?: string, single?: string) => {
    const target = webAddress(decodeAttribute(double ?? single ?? ""));
    if (target === undefined || tracking.untouched.includes(target)) return attribute;
    const { commandId } = tracking;
    return `${before}"${escapeAttribute(tracedUrl({ kind: "clicked", commandId, target }, tracking))}"`;
  });
}

/** An address of the web as it is signed; links to mail, telephone or a place in the text are left alone. */
export function webAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  return new URL(trimmed).href;
}

function signatureOf(trace: Trace, secret: string): string {
  const target = trace.kind === "clicked" ? trace.target : "";
  const content = JSON.stringify([trace.kind, trace.commandId, target]);
  return createHmac("sha256", secret).update(content).digest("base64url");
}

function decodeAttribute(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi,
    (whole, ...found: unknown[]) => {
      const [decimal, hexadecimal, name] = found;
      if (typeof name === "string") return ENTITIES[name.toLowerCase()] ?? whole;
      const code = Number.parseInt(String(decimal ?? hexadecimal), decimal === undefined ? 16 : 10);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
