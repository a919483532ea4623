import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import { uuidOf } from "../id/uuid.ts";
import type { Accepted } from "../log/accepted-log.ts";
import { type Beat, joinBeats } from "../simulator.ts";
import { toMillis } from "../time/instant.ts";
import { authorize, type Consent, type ConsentRequest } from "./account/authorize.ts";
import { introspect, type OauthDesk, revoke, token } from "./account/oauth-api.ts";
import { OauthRefusal } from "./account/oauth-form.ts";
import { planHasScope } from "./account/scope-plan.ts";
import { type OfficeSnapshot, TokenOffice } from "./account/token-office.ts";
import { answerApi } from "./api/api-door.ts";
import { API_DATE } from "./api/router.ts";
import { Trouble } from "./api/trouble.ts";
import { WebhookEvents } from "./delivery/webhook-events.ts";
import { Webhooks, type WebhooksSnapshot } from "./delivery/webhooks.ts";
import type { HubspotAct } from "./hubspot-act.ts";
import type { HubspotApp, HubspotOptions } from "./hubspot-options.ts";
import { Portal, type PortalSnapshot } from "./portal/portal.ts";
import type { PortalOptions } from "./portal/portal-options.ts";

/** Something the app did and HubSpot accepted. */
export type AcceptedHubspotAct = Accepted<HubspotAct>;

/** Where the app listens. */
export type AppDoors = Pick<
  Partial<HubspotApp>,
  "webhookUrl" | "actionsUrl" | "redirectUris" | "proxy"
>;

/** What the simulated HubSpot is kept as over a restart. */
export interface HubspotSnapshot extends DoorSnapshot {
  readonly portals: readonly PortalSnapshot[];
  readonly tokens: OfficeSnapshot;
  readonly webhooks: WebhooksSnapshot;
}

const FIRST_PORTAL = 100_001;
const LAG_MS = 10_000;
const OAUTH = `/oauth/${API_DATE}/token`;

/** A simulated HubSpot: one app, the portals it is installed in, and what HubSpot does for them. */
export class Hubspot extends HttpSimulator<HubspotAct> {
  /** The app as HubSpot has it now; `connectTo` changes where it listens. */
  readonly app: HubspotApp;
  /** Difficulties that meet the next requests. */
  readonly trouble = new Trouble();
  readonly webhooks: Webhooks;
  /** The tokens it has issued. */
  readonly tokens: TokenOffice;
  readonly #options: HubspotOptions;
  readonly #portals = new Map<number, Portal>();
  readonly #events: WebhookEvents;
  #consent: (request: ConsentRequest) => Consent | undefined = () => undefined;
  #answers = 0;

  constructor(options: HubspotOptions) {
    super(options);
    this.#options = options;
    this.app = { ...options.app };
    const seed = options.seed ?? 1;
    this.tokens = new TokenOffice(options.clock, seed);
    this.#events = new WebhookEvents(options.app);
    const { clock, delivery: habits = {} } = options;
    this.webhooks = new Webhooks({ clock, app: this.app, seed, habits });
  }

  get portals(): readonly Portal[] {
    return [...this.#portals.values()];
  }

  /** Opens an account at HubSpot. */
  addPortal(options: PortalOptions = {}): Portal {
    const id = options.id ?? Math.max(FIRST_PORTAL - 1, ...this.#portals.keys()) + 1;
    const portal = new Portal(id, options, {
      clock: this.clock,
      app: this.app,
      lagMs: this.#options.indexLagMs ?? LAG_MS,
      onChange: (portalId, change) => {
        if (portal.installation === undefined) return;
        this.webhooks.add(this.#events.of(portalId, change, this.#nowMs()));
      },
      endTokens: (portalId) => this.tokens.endAll(portalId),
    });
    this.#portals.set(id, portal);
    return portal;
  }

  portal(id: number): Portal | undefined {
    return this.#portals.get(id);
  }

  /** Closes an account for good: its tokens are of no hub any more. */
  removePortal(id: number): void {
    this.#portals.delete(id);
  }

  /** Decides what administrators answer on the authorize page from now on. */
  onConsent(answer: Consent | ((request: ConsentRequest) => Consent | undefined)): void {
    this.#consent = typeof answer === "function" ? answer : () => answer;
  }

  /** Installs the app without a browser, for stories that begin after it; gives the tokens as the app would have them. */
  install(
    portal: Portal,
    scopes?: readonly string[],
  ): { accessToken: string; refreshToken: string } {
    const asked = scopes ?? [...this.app.requiredScopes, ...this.app.optionalScopes];
    const granted = asked.filter((scope) => planHasScope(portal.account, scope));
    const userId = portal.owners.all[0]?.user.id ?? 0;
    const grant = { portalId: portal.id, userId, scopes: granted };
    portal.installation = { scopes: granted, userId };
    return {
      accessToken: this.tokens.issueAccess(grant),
      refreshToken: this.tokens.issueRefresh(grant),
    };
  }

  /** Where the app listens from now on, for a server that starts after this one. */
  connectTo(doors: AppDoors): void {
    Object.assign(this.app, doors);
  }

  snapshot(): HubspotSnapshot {
    return {
      ...this.doorSnapshot(),
      portals: this.portals.map((portal) => portal.snapshot()),
      tokens: this.tokens.snapshot(),
      webhooks: this.webhooks.snapshot(),
    };
  }

  /** Becomes what it was; what the journal holds beyond that stays in the log alone. */
  restore(snapshot: HubspotSnapshot): void {
    this.restoreDoor(snapshot);
    for (const kept of snapshot.portals) {
      const { id, account } = kept;
      (this.#portals.get(id) ?? this.addPortal({ ...account, id })).restore(kept);
    }
    this.tokens.restore(snapshot.tokens);
    this.webhooks.restore(snapshot.webhooks);
  }

  protected override judge(request: DoorRequest): Verdict {
    return { accept: () => this.#answer(request) };
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    if (why === "too-long")
      return { status: 413, body: { status: "error", message: "Request Entity Too Large" } };
    const correlationId = this.#correlationId();
    if (why === "server-error")
      return { status: 500, body: { status: "error", message: "internal error", correlationId } };
    const message = "You have reached your ten_secondly_rolling limit.";
    const policyName = "TEN_SECONDLY_ROLLING";
    const errorType = "RATE_LIMIT";
    return {
      status: 429,
      body: { status: "error", message, errorType, correlationId, policyName },
    };
  }

  protected override beats(): readonly Beat[] {
    return [this.webhooks, joinBeats(this.portals.map(({ workflows }) => workflows.beat))];
  }

  #answer(request: DoorRequest): DoorAnswer {
    const what = `${request.method} ${request.path}`;
    if (what === "GET /oauth/authorize") return this.#authorize(request);
    try {
      if (what === `POST ${OAUTH}`) return token(request, this.#oauthDesk());
      if (what === `POST ${OAUTH}/introspect`) return introspect(request, this.#oauthDesk());
      if (what === `POST ${OAUTH}/revoke`) return revoke(request, this.#oauthDesk());
    } catch (error) {
      if (error instanceof OauthRefusal) return error.answer;
      throw error;
    }
    return answerApi(request, {
      appId: this.app.appId,
      office: this.tokens,
      multiStatus: this.#options.multiStatus ?? 207,
      trouble: this.trouble,
      portal: (id) => this.#portals.get(id),
      nowMs: () => this.#nowMs(),
      log: (act) => this.accepted.add(this.clock.now(), act),
      correlationId: () => this.#correlationId(),
    });
  }

  #authorize(request: DoorRequest): DoorAnswer {
    return authorize(request, {
      app: this.app,
      office: this.tokens,
      consent: (asked) => this.#consent(asked),
      installer: (portalId, userId) => {
        const users = this.#portals.get(portalId)?.owners.all.map(({ user }) => user) ?? [];
        const may = users.filter(({ isAdministrator }) => isAdministrator);
        return may.find(({ id }) => userId === undefined || id === userId)?.id;
      },
      hasScope: (portalId, scope) => planHasScope(this.#portals.get(portalId)?.account, scope),
    });
  }

  #oauthDesk(): OauthDesk {
    return {
      app: this.app,
      office: this.tokens,
      rotates: this.#options.rotateRefreshTokens ?? false,
      nowMs: () => this.#nowMs(),
      portal: (id) => {
        const portal = this.#portals.get(id);
        if (portal === undefined) return undefined;
        const email = (userId: number) => portal.owners.user(userId)?.email ?? "";
        return { domain: portal.account.domain, email };
      },
      installed: ({ portalId, userId, scopes }) => {
        const portal = this.#portals.get(portalId);
        if (portal !== undefined) portal.installation = { scopes, userId };
        this.accepted.add(this.clock.now(), { portalId, act: "install", scopes });
      },
    };
  }

  #nowMs(): number {
    return toMillis(this.clock.now());
  }

  #correlationId(): string {
    this.#answers += 1;
    return uuidOf(this.#answers.toString(16).padStart(32, "0"));
  }
}

/** Starts a simulated HubSpot. */
export async function startHubspot(options: HubspotOptions): Promise<Hubspot> {
  const simulator = new Hubspot(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
