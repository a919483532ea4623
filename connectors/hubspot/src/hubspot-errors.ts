import type { Answer, Exception, Refusal, RequestOptions } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";
import { HubspotErrorBody, namedIn, propertiesIn, withoutRows } from "./batch/batch-answer.ts";

/** How long each of HubSpot's limits lasts, in milliseconds, by a word of its message (crm/hubspot.md, 4.4). */
const LIMITS: readonly (readonly [RegExp, number])[] = [
  [/daily/i, 60 * 60_000],
  [/ten_secondly/i, 10_000],
  [/secondly/i, 1_000],
];
/** A record that others are writing is free again soon (crm/hubspot.md, 4.4: at least two seconds). */
const LOCKED = 2_000;
/** What may stand in a message: names of properties and scopes, and nothing that was sent along. */
const NAME = /^[a-z0-9_.-]{1,100}$/i;

/** What HubSpot's answers mean where the common table says otherwise. */
export function hubspotExceptions({ status, words }: Refusal): Exception | undefined {
  if (status === 429) {
    const limit = LIMITS.find(([word]) => word.test(words));
    return { kind: "rate-limited", ...(limit && { retryAfter: limit[1] }) };
  }
  if (status === 423) return { kind: "unavailable", retryAfter: LOCKED };
  // The portal is being moved to another data centre; its Retry-After says for how long.
  if (status === 477) return { kind: "unavailable" };
  return undefined;
}

/** The error for an answer 400 or 403, which names the properties or scopes that it is about. */
export function refusalOf({ method, path }: RequestOptions, answer: Answer): ConnectorError {
  const body = bodyOf(answer.text);
  const isForbidden = answer.status === 403;
  const named = isForbidden
    ? namedIn(body, ["requiredGranularScopes", "requiredScopes"])
    : propertiesIn(body);
  const about = named.filter((name) => NAME.test(name));
  const what = isForbidden ? "scopes" : "properties";
  const told = about.length > 0 ? withoutRows(answer.words) : answer.words;
  const words = [told, about.length > 0 ? `(${what}: ${about.join(", ")})` : ""];
  return new ConnectorError({
    connector: "hubspot",
    kind: isForbidden ? "forbidden" : "invalid",
    message: `${method} /${(path ?? []).join("/")} was answered ${answer.status}: ${words.filter(Boolean).join(" ")}`,
  });
}

function bodyOf(text: string): HubspotErrorBody {
  try {
    return HubspotErrorBody.parse(JSON.parse(text));
  } catch {
    return HubspotErrorBody.parse({});
  }
}
