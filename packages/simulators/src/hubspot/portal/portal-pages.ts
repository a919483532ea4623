import type { Clock } from "@perennial/contract";
import { realUrl } from "../../courier/real-url.ts";
import { SimulatorError } from "../../simulator-error.ts";
import { toMillis } from "../../time/instant.ts";
import { momentHeaders } from "../delivery/signature.ts";
import type { HubspotApp } from "../hubspot-options.ts";
import type { Owners } from "./owners.ts";

/** What pages need of HubSpot. */
export interface PagesDesk {
  readonly clock: Clock;
  readonly app: HubspotApp;
}

/** A request of a page of the app, as it is given to `hubspot.fetch`. */
export interface PageRequest {
  /** @default "GET" */
  readonly method?: string;
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `Authorization` alone. */
  readonly headers?: Readonly<Record<string, string>>;
}

const LARGEST = 1024 * 1024;
const TIMEOUT_MS = 15_000;

/** The app's own pages inside a portal, as far as they ask the app's server. */
export class PortalPages {
  readonly #portal: { readonly id: number; readonly owners: Owners };
  readonly #desk: PagesDesk;

  constructor(portal: { readonly id: number; readonly owners: Owners }, desk: PagesDesk) {
    this.#portal = portal;
    this.#desk = desk;
  }

  /**
   * Sends a page's request as HubSpot does: from its servers, with who asks in the query, signed, following no
   * redirect, and once more when the server could not be reached or failed.
   */
  async fetchAs(key: number | string, request: PageRequest): Promise<Response> {
    const user = this.#portal.owners.user(key);
    if (user === undefined)
      throw new SimulatorError(
        `Portal ${this.#portal.id} has no user ${key}; add one with staff.hire().`,
      );
    const url = new URL(request.url);
    url.searchParams.set("userId", String(user.id));
    url.searchParams.set("portalId", String(this.#portal.id));
    url.searchParams.set("userEmail", user.email);
    url.searchParams.set("appId", this.#desk.app.appId);
    const method = request.method ?? "GET";
    const body = request.body === undefined ? "" : JSON.stringify(request.body);
    if (body.length > LARGEST)
      throw new SimulatorError(`hubspot.fetch sends at most ${LARGEST} bytes; the body has more.`);
    const headers = allowedHeaders(request.headers);
    const send = () => this.#send({ method, url: url.href, body }, headers);
    try {
      const answer = await send();
      return answer.status >= 500 ? await send() : answer;
    } catch {
      return send();
    }
  }

  #send(
    request: { method: string; url: string; body: string },
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const { clientSecret, proxy } = this.#desk.app;
    const signed = momentHeaders(clientSecret, request, toMillis(this.#desk.clock.now()));
    const content = { "content-type": "application/json" };
    return fetch(realUrl(request.url, proxy), {
      method: request.method,
      headers: { ...content, ...headers, ...signed },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(request.method === "GET" || request.body === "" ? {} : { body: request.body }),
    });
  }
}

function allowedHeaders(headers: PageRequest["headers"] = {}): Readonly<Record<string, string>> {
  const wrong = Object.keys(headers).find((name) => name.toLowerCase() !== "authorization");
  if (wrong === undefined) return headers;
  throw new SimulatorError(`hubspot.fetch passes no header but Authorization; leave out ${wrong}.`);
}
