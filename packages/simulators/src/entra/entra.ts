import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import { uuidFrom } from "../id/uuid.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat } from "../simulator.ts";
import { fromMillis, toMillis } from "../time/instant.ts";
import {
  adminConsent,
  type PageAnswer,
  type PageDesk,
  type PageRequest,
  signIn,
} from "./account/consent-page.ts";
import { Tenant, type TenantSnapshot } from "./account/tenant.ts";
import { type TokenDesk, token } from "./account/token-api.ts";
import type {
  EntraAct,
  EntraApp,
  EntraOptions,
  EntraUser,
  TenantOptions,
} from "./entra-options.ts";
import { EntraRefusal } from "./entra-refusal.ts";
import {
  EntraTokenOffice,
  type TokenClaims,
  type TokenOfficeSnapshot,
} from "./token/token-office.ts";

/** Something Entra ID accepted. */
export type AcceptedEntraAct = Accepted<EntraAct>;

/** What the simulated Entra ID is kept as over a restart. */
export interface EntraSnapshot extends DoorSnapshot {
  readonly tenants: readonly TenantSnapshot[];
  readonly tokens: TokenOfficeSnapshot;
}

/** A simulated Entra ID: apps, the tenants that have them, and the tokens of both. */
export class Entra extends HttpSimulator<EntraAct> {
  /** How far its clock is ahead of everybody else's, in seconds. */
  skewSeconds: number;
  readonly #seed: number;
  readonly #apps = new Map<string, EntraApp>();
  readonly #tenants = new Map<string, Tenant>();
  readonly #office: EntraTokenOffice;
  #page: (request: PageRequest) => PageAnswer | undefined = () => undefined;
  #answers = 0;

  constructor(options: EntraOptions) {
    super(options);
    this.#seed = options.seed ?? 1;
    this.skewSeconds = options.skewSeconds ?? 0;
    this.#office = new EntraTokenOffice(this.#seed);
    for (const app of options.apps) this.register(app);
  }

  get tenants(): readonly Tenant[] {
    return [...this.#tenants.values()];
  }

  /** Opens a customer's directory. */
  addTenant(options: TenantOptions = {}): Tenant {
    const number = this.#tenants.size + 1;
    const id = options.id ?? uuidFrom(this.#seed, "tenant", number);
    const domain = options.domain ?? `contoso${number === 1 ? "" : number}.onmicrosoft.com`;
    const users = options.users ?? [administrator(id, domain)];
    const tenant = new Tenant({ id, domain, users });
    this.#tenants.set(id, tenant);
    return tenant;
  }

  /** A tenant by its id or domain. */
  tenant(key: string): Tenant | undefined {
    return this.#tenants.get(key) ?? this.tenants.find(({ domain }) => domain === key);
  }

  /** Registers an app, or changes its registration: new certificates, new permissions. */
  register(app: EntraApp): void {
    this.#apps.set(app.clientId, app);
  }

  /** Deletes an app's registration: no tenant finds it any more. */
  unregister(clientId: string): void {
    this.#apps.delete(clientId);
  }

  /** Decides what people answer at the pages from now on. */
  onPage(answer: PageAnswer | ((request: PageRequest) => PageAnswer | undefined)): void {
    this.#page = typeof answer === "function" ? answer : () => answer;
  }

  /** What a token says to a service of that origin, or why it is refused there. */
  readToken(bearer: string, resource: string): TokenClaims | string {
    return this.#office.read(bearer, resource, toMillis(this.clock.now()));
  }

  snapshot(): EntraSnapshot {
    return {
      ...this.doorSnapshot(),
      tenants: this.tenants.map((tenant) => tenant.snapshot()),
      tokens: this.#office.snapshot(),
    };
  }

  restore(snapshot: EntraSnapshot): void {
    this.restoreDoor(snapshot);
    for (const kept of snapshot.tenants)
      (this.#tenants.get(kept.id) ?? this.addTenant(kept)).restore(kept);
    this.#office.restore(snapshot.tokens);
  }

  protected override judge(request: DoorRequest): Verdict {
    return { accept: () => this.#answer(request) };
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    if (why === "too-long") return { status: 413, body: "" };
    const [status, code] = why === "too-many" ? [429, 90_020] : [503, 90_033];
    const error = why === "too-many" ? "throttled" : "temporarily_unavailable";
    const sentence =
      why === "too-many"
        ? "The request was throttled."
        : "A transient error has occurred. Please try again.";
    const description = `AADSTS${code}: ${sentence}`;
    return { status, body: { error, error_description: description, error_codes: [code] } };
  }

  protected override beats(): readonly Beat[] {
    return [];
  }

  #answer(request: DoorRequest): DoorAnswer {
    const [, tenantKey = "", ...rest] = request.path.split("/");
    const what = `${request.method} ${rest.join("/")}`;
    const date = { date: new Date(this.#nowMs()).toUTCString() };
    const answer = this.#answerTo(what, tenantKey, request);
    return { ...answer, headers: { ...date, ...answer.headers } };
  }

  #answerTo(what: string, tenantKey: string, request: DoorRequest): DoorAnswer {
    if (what === "GET v2.0/adminconsent") return adminConsent(request, tenantKey, this.#pageDesk());
    if (what === "GET oauth2/v2.0/authorize") return signIn(request, tenantKey, this.#pageDesk());
    if (what === "GET discovery/v2.0/keys")
      return { status: 200, body: { keys: [this.#office.jwk] } };
    if (what !== "POST oauth2/v2.0/token") return { status: 404, body: "" };
    try {
      return token(request, tenantKey, this.#tokenDesk());
    } catch (error) {
      if (!(error instanceof EntraRefusal)) throw error;
      this.#answers += 1;
      const trace = uuidFrom(this.#seed, "trace", this.#answers);
      const correlation = uuidFrom(this.#seed, "correlation", this.#answers);
      return error.answer({ trace, correlation, now: fromMillis(this.#nowMs()) });
    }
  }

  #tokenDesk(): TokenDesk {
    return {
      office: this.#office,
      nowMs: this.#nowMs(),
      url: this.url,
      app: (clientId) => this.#apps.get(clientId),
      tenant: (key) => this.tenant(key),
      log: (act) => this.accepted.add(this.clock.now(), act),
    };
  }

  #pageDesk(): PageDesk {
    return {
      office: this.#office,
      nowMs: this.#nowMs(),
      app: (clientId) => this.#apps.get(clientId),
      tenant: (key) => this.tenant(key),
      answer: (request) => this.#page(request),
      consented: (tenant, { clientId }, scope) =>
        this.accepted.add(this.clock.now(), {
          tenantId: tenant.id,
          clientId,
          act: "consent",
          scope,
        }),
    };
  }

  #nowMs(): number {
    return toMillis(this.clock.now()) + this.skewSeconds * 1000;
  }
}

/** Starts a simulated Entra ID. */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  const simulator = new Entra(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}

function administrator(tenantId: string, domain: string): EntraUser {
  const id = uuidFrom(tenantId, "administrator");
  return { id, name: "Ada Admin", upn: `ada@${domain}`, isAdministrator: true };
}
