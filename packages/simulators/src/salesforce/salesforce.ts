import type { IncomingMessage, ServerResponse } from "node:http";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, HttpDoor, Passage, Verdict } from "../door/http-door.ts";
import { type DoorSettings, type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import type { Accepted } from "../log/accepted-log.ts";
import { type Beat, joinBeats } from "../simulator.ts";
import { toMillis } from "../time/instant.ts";
import {
  authorize,
  type SalesforceConsent,
  type SalesforceConsentRequest,
} from "./account/authorize.ts";
import { identity, tokenOf, userInfo } from "./account/identity-api.ts";
import { DEFAULT_SCOPES, OauthRefusal } from "./account/oauth-refusal.ts";
import { RefreshGate } from "./account/refresh-gate.ts";
import { introspect, type OauthDesk, revoke, token } from "./account/token-api.ts";
import { type OfficeSnapshot, TokenOffice } from "./account/token-office.ts";
import { answerApi } from "./api/api-door.ts";
import { Trouble } from "./api/trouble.ts";
import { Org, type OrgSnapshot } from "./org/org.ts";
import type { OrgOptions } from "./org/org-options.ts";
import type { SalesforceAct } from "./salesforce-act.ts";
import type { SalesforceApp, SalesforceOptions } from "./salesforce-options.ts";

/** Something the app did and Salesforce accepted. */
export type AcceptedSalesforceAct = Accepted<SalesforceAct>;

/** What the simulated Salesforce is kept as over a restart. */
export interface SalesforceSnapshot extends DoorSnapshot {
  readonly orgs: readonly OrgSnapshot[];
  readonly tokens: OfficeSnapshot;
}

const OAUTH = "/services/oauth2";
const IDLE_DAYS = 30;
const POLL_MS = 20_000;
/** The largest body of an ingest job: 150 MB as base64. */
const BODY_LIMIT = 112 * 1024 * 1024;
/** Higher than Salesforce's own, so that its own refusal is given. */
const HEAD_LIMIT = 64 * 1024;

/** A simulated Salesforce: the login host, one app, and orgs with a host of their own each. */
export class Salesforce extends HttpSimulator<SalesforceAct> {
  readonly app: SalesforceApp;
  /** Difficulties that meet the next requests. */
  readonly trouble = new Trouble();
  /** The tokens it has issued. */
  readonly tokens: TokenOffice;
  readonly #orgs = new Map<string, Org>();
  readonly #hosts = new Map<number, { readonly org: Org; readonly door: HttpDoor }>();
  readonly #gate: RefreshGate;
  readonly #pollMs: number;
  #sandboxDoor: HttpDoor | undefined;
  #consent: (request: SalesforceConsentRequest) => SalesforceConsent | undefined = () => undefined;

  constructor(options: SalesforceOptions) {
    super(options);
    this.app = { ...options.app };
    const idleDays = options.app.refreshIdleDays ?? IDLE_DAYS;
    this.tokens = new TokenOffice(options.clock, { seed: options.seed ?? 1, idleDays });
    this.#pollMs = options.pollMs ?? POLL_MS;
    this.#gate = new RefreshGate(options.refreshMs ?? 0);
  }

  /** The login host of sandboxes, as `https://test.salesforce.com` is; `url` is that of all others. */
  get sandboxUrl(): string {
    return this.#sandboxDoor?.url ?? "";
  }

  override async open(port: number): Promise<void> {
    await super.open(port);
    this.#sandboxDoor = await this.openDoor(0);
  }

  get orgs(): readonly Org[] {
    return [...this.#orgs.values()];
  }

  /** Opens an org with a host of its own. */
  async addOrg(options: OrgOptions = {}): Promise<Org> {
    const number = Math.max(0, ...this.orgs.map((one) => one.number)) + 1;
    const org = new Org(number, options, {
      clock: this.clock,
      pollMs: this.#pollMs,
      isAuthorized: (one, request) => this.#isAuthorized(one, request),
      endTokens: (id) => this.tokens.endAll(id),
    });
    this.#orgs.set(org.id, org);
    await this.#openHost(org, options.port ?? 0);
    return org;
  }

  /** The org of an id with 15 or 18 characters. */
  org(id: string): Org | undefined {
    return this.orgs.find((one) => one.id.startsWith(id.slice(0, 15)));
  }

  /** Decides what people answer on the authorize page from now on. */
  onConsent(
    answer:
      | SalesforceConsent
      | ((request: SalesforceConsentRequest) => SalesforceConsent | undefined),
  ): void {
    this.#consent = typeof answer === "function" ? answer : () => answer;
  }

  /** Connects the app without a browser, for stories that begin after it; gives the tokens as the app would have them. */
  connect(
    org: Org,
    user?: string,
  ): { readonly accessToken: string; readonly refreshToken: string } {
    const userId = (user === undefined ? org.users[0] : org.user(user))?.id ?? "";
    const scopes = this.app.scopes ?? DEFAULT_SCOPES;
    const family = this.tokens.found({ orgId: org.id, userId, scopes });
    const accessToken = this.tokens.issueAccess(family, family.id);
    return { accessToken, refreshToken: family.refreshToken };
  }

  /** Moves an org to other servers: its host, its cursors and the ids of its change events are new. */
  async move(org: Org, oldHost: "answers" | "gone" = "answers"): Promise<void> {
    const before = [...this.#hosts.values()].find(({ door }) => door.url === org.url);
    await this.#openHost(org, 0);
    org.cursors.clear();
    org.events.reset();
    if (oldHost === "gone") await before?.door.close();
  }

  override async stop(): Promise<void> {
    for (const org of this.orgs) org.events.close();
    await super.stop();
  }

  /** What it is kept as; counts of calls, cursors and listeners begin anew. */
  snapshot(): SalesforceSnapshot {
    return {
      ...this.doorSnapshot(),
      orgs: this.orgs.map((org) => org.snapshot()),
      tokens: this.tokens.snapshot(),
    };
  }

  /** Becomes what it was, its orgs on ports of their own again. */
  async restore(snapshot: SalesforceSnapshot): Promise<void> {
    this.restoreDoor(snapshot);
    for (const kept of snapshot.orgs) {
      const org = this.#orgs.get(kept.profile.id) ?? (await this.addOrg(optionsOf(kept)));
      org.restore(kept);
    }
    this.tokens.restore(snapshot.tokens);
  }

  protected override doorSettings(): DoorSettings {
    return {
      bodyLimit: BODY_LIMIT,
      headLimit: HEAD_LIMIT,
      takeOver: (request, response) => this.#takeOver(request, response),
      enter: (request): Passage | undefined => this.#gate.enter(request),
    };
  }

  protected override judge(request: DoorRequest): Verdict {
    return { accept: () => this.#answer(request) };
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    if (why === "too-long")
      return {
        status: 413,
        body: [{ errorCode: "REQUEST_TOO_LARGE", message: "Request Entity Too Large" }],
      };
    if (why === "server-error")
      return {
        status: 503,
        body: [{ errorCode: "SERVER_UNAVAILABLE", message: "Service Unavailable" }],
      };
    const message = "ConcurrentPerOrgLongTxn Limit exceeded.";
    return { status: 403, body: [{ errorCode: "REQUEST_LIMIT_EXCEEDED", message }] };
  }

  protected override beats(): readonly Beat[] {
    return [joinBeats(this.orgs.map(({ bulk }) => bulk.beat))];
  }

  async #openHost(org: Org, port: number): Promise<void> {
    const door = await this.openDoor(port);
    org.url = door.url;
    this.#hosts.set(door.port, { org, door });
  }

  #takeOver(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith("/cometd/")) return false;
    const org = this.#orgAt(portOf(request));
    if (org === undefined) return false;
    org.events.handle(request, response);
    return true;
  }

  #isAuthorized(org: Org, request: Pick<IncomingMessage, "headers">): boolean {
    const token = tokenOf(request) ?? "";
    const grant = this.tokens.used(token, org.profile.sessionSeconds);
    return grant?.orgId === org.id;
  }

  /** The org that is at home on a port; one that has moved away is not. */
  #orgAt(port: number): Org | undefined {
    const org = this.#hosts.get(port)?.org;
    return org?.url.endsWith(`:${port}`) ? org : undefined;
  }

  #answer(request: DoorRequest): DoorAnswer {
    const org = this.#hosts.get(portOf(request))?.org;
    if (request.path.startsWith("/id/")) return identity(request, this.#oauthDesk());
    if (!request.path.startsWith(OAUTH))
      return answerApi(request, this.#orgAt(portOf(request)), {
        office: this.tokens,
        trouble: this.trouble,
        nowMs: () => this.#nowMs(),
        log: (act) => this.accepted.add(this.clock.now(), act),
      });
    try {
      return this.trouble.nextOauth(request) ?? this.#oauth(request, org);
    } catch (error) {
      if (error instanceof OauthRefusal) return error.answer;
      throw error;
    }
  }

  #oauth(request: DoorRequest, org: Org | undefined): DoorAnswer {
    const desk = this.#oauthDesk();
    switch (`${request.method} ${request.path.slice(OAUTH.length)}`) {
      case "GET /authorize":
        return this.#authorize(request, org);
      case "POST /token":
        return token(request, desk);
      case "POST /revoke":
      case "GET /revoke":
        return revoke(request, desk);
      case "POST /introspect":
        return introspect(request, desk);
      case "GET /userinfo":
        return userInfo(request, desk);
      default:
        return {
          status: 404,
          headers: { "content-type": "text/html" },
          body: "URL No Longer Exists",
        };
    }
  }

  #authorize(request: DoorRequest, host: Org | undefined): DoorAnswer {
    const { app, tokens: office } = this;
    const isSandboxHost = portOf(request) === this.#sandboxDoor?.port;
    const consent = (asked: SalesforceConsentRequest) => this.#consent(asked);
    const login = (id: string, name: string | undefined) => {
      const org = this.org(id);
      const user = name === undefined ? org?.users[0] : org?.user(name);
      const isHere = host === undefined ? org?.profile.isSandbox === isSandboxHost : host === org;
      if (org === undefined || user === undefined || !isHere) return undefined;
      const isActive = user.values.IsActive === true;
      return { userId: user.id, isInstalled: org.isInstalled, isActive };
    };
    return authorize(request, { app, office, consent, login }, host?.id);
  }

  #oauthDesk(): OauthDesk {
    return {
      app: this.app,
      office: this.tokens,
      loginUrl: (org) => (org.profile.isSandbox ? this.sandboxUrl : this.url),
      nowMs: () => this.#nowMs(),
      org: (id) => this.#orgs.get(id),
      orgOfUser: (name) => this.orgs.find((org) => org.user(name)?.values.Username === name),
      isBusy: (request) => this.#gate.isBusy(request),
      log: (act) => this.accepted.add(this.clock.now(), act),
    };
  }

  #nowMs(): number {
    return toMillis(this.clock.now());
  }
}

/**
 * Starts a simulated Salesforce; its `url` is the login host, `sandboxUrl` that of sandboxes, each org's `url` the
 * org's own.
 */
export async function startSalesforce(options: SalesforceOptions): Promise<Salesforce> {
  const simulator = new Salesforce(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}

function optionsOf({ profile, callLimit }: OrgSnapshot): OrgOptions {
  const { id: _id, currencies, ...rest } = profile;
  const [corporate, ...others] = currencies;
  return { ...rest, callLimit, currency: corporate?.isoCode ?? "SEK", currencies: others };
}

function portOf(request: Pick<IncomingMessage, "headers">): number {
  return Number(/:(\d+)$/.exec(request.headers.host ?? "")?.[1]);
}
