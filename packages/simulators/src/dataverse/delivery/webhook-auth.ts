import type { Row } from "../record/row.ts";
import { badValue } from "../refusal.ts";

const KEY = 4;
const HEADER = 5;
const QUERY = 6;

/** The headers that an endpoint's secret adds: those of its XML, when it is sent as headers (crm/dynamics.md, 3.2). */
export function authHeaders({ values }: Row): Readonly<Record<string, string>> {
  return values.authtype === HEADER ? settingsOf(String(values.authvalue ?? "")) : {};
}

/** Where an endpoint is, with its secret where that stands in the address. */
export function authUrl({ values }: Row): string {
  const url = new URL(String(values.url ?? ""));
  if (values.authtype === KEY) url.searchParams.set("code", String(values.authvalue ?? ""));
  if (values.authtype === QUERY)
    for (const [name, value] of Object.entries(settingsOf(String(values.authvalue ?? ""))))
      url.searchParams.set(name, value);
  return url.href;
}

/** Refuses an endpoint that cannot be posted to: an address that is none, and ports other than 80 and 443. */
export function checkEndpoint(url: unknown): void {
  if (typeof url !== "string" || !URL.canParse(url))
    throw badValue("0x80050203", "The webhook URL is invalid. Enter a complete URL.");
  const { protocol, port } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:")
    throw badValue("0x80050203", "The webhook URL must begin with http or https.");
  if (port !== "") throw badValue("0x80050203", "Webhooks support only the ports 80 and 443.");
}

function settingsOf(xml: string): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const found of xml.matchAll(/<setting\s+name="([^"]+)"\s+value="([^"]*)"\s*\/>/g))
    settings[(found[1] ?? "").toLowerCase()] = unescaped(found[2] ?? "");
  return settings;
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
