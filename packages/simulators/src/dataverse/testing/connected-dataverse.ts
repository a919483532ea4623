import type { ManualClock } from "@perennial/contract";
import { APP, type Consented, consentedEntra } from "../../entra/testing/entra-client.ts";
import { type Privileges, privilegesOn } from "../account/privilege.ts";
import { type Dataverse, startDataverse } from "../dataverse.ts";
import type { DataverseOptions } from "../dataverse-options.ts";
import { tierTable, touchpointTable } from "../metadata/solution-tables.ts";

/** An answer of the Web API, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Read as it comes: the tests look into it. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A request of a test. */
export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An organisation with our solution, its role and the application user, and a client with a token. */
export interface Connected extends Consented {
  readonly org: Dataverse;
  /** The id of the application user. */
  readonly appUser: string;
  /** The id of its role. */
  readonly role: string;
  readonly clock: ManualClock;
  /** Calls a path below the root of the Web API. */
  api(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** The rows of a page. */
  rows(path: string, headers?: Readonly<Record<string, string>>): Promise<readonly Body[]>;
  wait(ms: number): void;
  stop(): Promise<void>;
}

/** A row as it is shown. */
export type Body = Readonly<Record<string, unknown>>;

/** The columns of a filter or a value, encoded as they must be. */
export const enc = encodeURIComponent;

/** Starts an organisation that our app is connected to; its role may do everything with all tables unless told otherwise. */
export async function connectedDataverse(
  options: Partial<DataverseOptions> = {},
  privileges?: Privileges,
): Promise<Connected> {
  const consented = await consentedEntra();
  const { entra, tenant, clock } = consented;
  const org = await startDataverse({
    clock,
    entra,
    tenantId: tenant.id,
    tables: [touchpointTable("perennial"), tierTable("perennial")],
    ...options,
  });
  const verbs = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"] as const;
  const appUser = org.staff.addApplicationUser(APP.clientId);
  const role = org.staff.addRole("Perennial", privileges ?? privilegesOn(org.book.all, verbs));
  org.staff.assign(appUser, role);
  let token = await consented.token(org.origin);
  const api = async (method: string, path: string, asked: Asked = {}) => {
    if (typeof entra.readToken(token, org.origin) === "string")
      token = await consented.token(org.origin);
    return call(`${org.url}/api/data/v9.2/${path}`, { method, token, ...asked });
  };
  return {
    ...consented,
    org,
    appUser,
    role,
    api,
    rows: async (path, headers = {}) => {
      const { body } = await api("GET", path, { headers });
      return Array.isArray(body.value) ? body.value : [];
    },
    wait: (ms) => clock.moveTo(new Date(Date.parse(clock.now()) + ms).toISOString()),
    stop: async () => {
      await org.stop();
      await entra.stop();
    },
  };
}

/** Calls an address with a token and reads what comes back. */
export async function call(
  url: string,
  { method, token, body, headers = {} }: Asked & { method: string; token: string },
): Promise<Answer> {
  const json: Record<string, string> =
    body === undefined || typeof body === "string" ? {} : { "content-type": "application/json" };
  const sent =
    body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, "odata-version": "4.0", ...json, ...headers },
    ...sent,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text), text };
}

/** The id that an answer to a write names. */
export function idOf(answer: Answer): string {
  return /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get("odata-entityid") ?? "")?.[1] ?? "";
}

/** The part of a link below the root of the Web API. */
export function below(link: unknown): string {
  return String(link).replace(/^https?:\/\/[^/]+\/api\/data\/v9\.2\//, "");
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
