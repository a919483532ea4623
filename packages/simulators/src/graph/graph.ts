import type { IncomingMessage, ServerResponse } from "node:http";
import { OdataProblem } from "../dataverse/odata/odata-problem.ts";
import {
  type DoorAnswer,
  type DoorRequest,
  readRequest,
  TOO_LONG,
  writeAnswer,
} from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSettings, type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import { GRAPH_RESOURCE } from "../entra/entra-options.ts";
import type { TokenClaims } from "../entra/token/token-office.ts";
import { uuidFrom } from "../id/uuid.ts";
import type { Accepted } from "../log/accepted-log.ts";
import { RollingLimit } from "../rate/rolling-limit.ts";
import type { Beat } from "../simulator.ts";
import { SimulatorError } from "../simulator-error.ts";
import { toMillis } from "../time/instant.ts";
import { answerGraphBatch } from "./api/graph-batch.ts";
import { GRAPH_ROOT, type GraphCall } from "./api/graph-call.ts";
import { findRoute } from "./api/graph-router.ts";
import { answerSubscriptions, subscribe } from "./api/subscriptions-api.ts";
import { Subscriptions, type SubscriptionsSnapshot } from "./delivery/subscriptions.ts";
import type { GraphAct, GraphOptions } from "./graph-options.ts";
import { GraphPerson, type GraphPersonSnapshot } from "./graph-person.ts";
import {
  accessDenied,
  badRequest,
  GraphRefusal,
  throttled,
  unauthenticated,
} from "./graph-refusal.ts";
import { GraphTroubles } from "./graph-trouble.ts";

/** Something the app did and Graph accepted. */
export type AcceptedGraphAct = Accepted<GraphAct>;

/** What the simulated Graph is kept as over a restart; its limits begin anew. */
export interface GraphSnapshot extends DoorSnapshot {
  readonly people: readonly (readonly [string, GraphPersonSnapshot])[];
  readonly subscriptions: SubscriptionsSnapshot;
}

const MAILBOX_REQUESTS = 10_000;
const MAILBOX_WINDOW_MS = 600_000;
const MAILBOX_AT_ONCE = 4;

/** A simulated Microsoft Graph for the people of one tenant: mail, tasks, calendars and notifications. */
export class Graph extends HttpSimulator<GraphAct> {
  /** Difficulties that meet the next requests. */
  readonly trouble = new GraphTroubles();
  readonly subscriptions: Subscriptions;
  readonly #options: GraphOptions;
  readonly #people = new Map<string, GraphPerson>();
  readonly #limits = new Map<string, RollingLimit>();
  /** How many requests for a mailbox are under way. */
  readonly #atOnce = new Map<string, number>();
  #requests = 0;

  constructor(options: GraphOptions) {
    super(options);
    this.#options = options;
    const { clock, tenantId, seed = 1, proxy, notifications: habits = {} } = options;
    this.subscriptions = new Subscriptions({ clock, tenantId, seed, proxy, habits });
  }

  /** What someone of the tenant has, by object id or user principal name. */
  person(key: string): GraphPerson {
    const user = this.#users().find(({ id, upn }) => id === key || upn === key);
    if (user === undefined)
      throw new SimulatorError(`The tenant has no user ${key}; add one to it in Entra ID.`);
    const known = this.#people.get(user.id);
    if (known !== undefined) return known;
    const person = new GraphPerson(
      user,
      () => this.clock.now(),
      (change) => this.subscriptions.tell(user.id, change),
    );
    this.#people.set(user.id, person);
    return person;
  }

  snapshot(): GraphSnapshot {
    const people = [...this.#people].map(([id, person]) => [id, person.snapshot()] as const);
    return { ...this.doorSnapshot(), people, subscriptions: this.subscriptions.snapshot() };
  }

  restore(snapshot: GraphSnapshot): void {
    this.restoreDoor(snapshot);
    for (const [id, kept] of snapshot.people) this.person(id).restore(kept);
    this.subscriptions.restore(snapshot.subscriptions);
  }

  protected override judge(request: DoorRequest): Verdict {
    return { accept: () => this.#answer(request) };
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    const [status, code, message] =
      why === "too-many"
        ? [429, "TooManyRequests", "Too many requests."]
        : why === "too-long"
          ? [413, "RequestEntityTooLarge", "The request is too large."]
          : [503, "ServiceUnavailable", "The service is temporarily unavailable."];
    return new GraphRefusal(Number(status), String(code), String(message)).answer(
      this.#requestId(),
      this.clock.now(),
    );
  }

  protected override doorSettings(): DoorSettings {
    // Subscribing alone waits for somebody else's answer before its own.
    return {
      enter: (request) => {
        const user = mailboxOf(request);
        if (user === undefined) return undefined;
        this.#atOnce.set(user, (this.#atOnce.get(user) ?? 0) + 1);
        const leave = () => {
          this.#atOnce.set(user, (this.#atOnce.get(user) ?? 1) - 1);
        };
        return { delayMs: 0, leave };
      },
      takeOver: (request, response) => {
        if (request.method !== "POST" || request.url !== `${GRAPH_ROOT}/subscriptions`)
          return false;
        this.#subscribe(request, response).catch(() => response.destroy());
        return true;
      },
    };
  }

  protected override beats(): readonly Beat[] {
    return [this.subscriptions];
  }

  async #subscribe(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === TOO_LONG) return writeAnswer(response, this.refuse("too-long"));
    const mishap = this.faults.nextMishap();
    if (mishap === "too-many" || mishap === "server-error")
      return writeAnswer(response, this.refuse(mishap));
    const answer = await this.#guarded(async () => {
      const claims = this.#claims(request);
      return subscribe(this.#call(request, claims, {}), this.subscriptions, claims.clientId);
    });
    if (mishap === "none") writeAnswer(response, answer);
    else incoming.socket.resetAndDestroy();
  }

  async #guarded(work: () => Promise<DoorAnswer>): Promise<DoorAnswer> {
    try {
      return await work();
    } catch (error) {
      return this.#refusal(error);
    }
  }

  #answer(request: DoorRequest): DoorAnswer {
    try {
      const claims = this.#claims(request);
      const trouble = this.trouble.next(request);
      if (trouble !== undefined) return trouble;
      if (request.method === "POST" && request.path === `${GRAPH_ROOT}/$batch`)
        return answerGraphBatch(request, (part) => this.#one(part, claims));
      return this.#one(request, claims);
    } catch (error) {
      return this.#refusal(error);
    }
  }

  #one(request: DoorRequest, claims: TokenClaims): DoorAnswer {
    try {
      return { headers: { "request-id": this.#requestId() }, ...this.#route(request, claims) };
    } catch (error) {
      return this.#refusal(error);
    }
  }

  #route(request: DoorRequest, claims: TokenClaims): DoorAnswer {
    const path = request.path.startsWith(`${GRAPH_ROOT}/`)
      ? request.path.slice(GRAPH_ROOT.length + 1)
      : "";
    const subscription = /^subscriptions(?:\/([^/]+))?$/.exec(path);
    if (subscription !== null) {
      const [, id] = subscription;
      if (request.method === "POST")
        throw badRequest(
          "A subscription cannot be made in a batch here: it is not simulated.",
          "NotSupported",
        );
      return answerSubscriptions(
        this.#call(request, claims, id === undefined ? {} : { id }),
        this.subscriptions,
      );
    }
    const route = findRoute(request.method, path);
    if (route === undefined)
      throw badRequest(`Resource not found for the segment '${path.split("/")[0]}'.`, "BadRequest");
    if (route === false)
      throw new GraphRefusal(
        405,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
      );
    if (route.params.user !== undefined) this.#admit(route.params.user);
    return route.handler(this.#call(request, claims, route.params));
  }

  // Each app has so many requests for each mailbox (crm/dynamics.md, 1.5).
  #admit(user: string): void {
    const most = this.#options.mailboxRequests ?? MAILBOX_REQUESTS;
    const limit = this.#limits.get(user.toLowerCase()) ?? new RollingLimit(most, MAILBOX_WINDOW_MS);
    this.#limits.set(user.toLowerCase(), limit);
    if ((this.#atOnce.get(user.toLowerCase()) ?? 0) > MAILBOX_AT_ONCE)
      throw throttled("MailboxConcurrency", 1);
    if (limit.admit(toMillis(this.clock.now()))) return;
    throw throttled("RequestRate", 60);
  }

  #claims(request: DoorRequest): TokenClaims {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) throw unauthenticated("Access token is empty.");
    const claims = this.#options.entra.readToken(token, GRAPH_RESOURCE);
    if (typeof claims === "string")
      throw unauthenticated(`Access token validation failure: ${claims}.`);
    if (claims.tenantId !== this.#options.tenantId)
      throw unauthenticated("Access token validation failure: the tenant is invalid.");
    return claims;
  }

  #call(
    request: DoorRequest,
    claims: TokenClaims,
    params: Readonly<Record<string, string>>,
  ): GraphCall {
    return {
      request,
      roles: claims.roles,
      params,
      query: new URLSearchParams(request.query),
      desk: {
        origin: this.#options.origin ?? this.url,
        now: this.clock.now(),
        users: this.#users(),
        person: (userId) => this.person(userId),
        needMailbox: ({ upn }) => {
          if (this.#options.mailboxes?.includes(upn) === false) throw accessDenied();
        },
        log: (act) => this.accepted.add(this.clock.now(), act),
      },
    };
  }

  #users() {
    return this.#options.entra.tenant(this.#options.tenantId)?.users ?? [];
  }

  #refusal(error: unknown): DoorAnswer {
    if (error instanceof GraphRefusal) return error.answer(this.#requestId(), this.clock.now());
    if (error instanceof OdataProblem)
      return badRequest(error.message, "BadRequest").answer(this.#requestId(), this.clock.now());
    throw error;
  }

  #requestId(): string {
    this.#requests += 1;
    return uuidFrom(this.#options.seed ?? 1, "graph", this.#requests);
  }
}

/** Starts a simulated Microsoft Graph; its tenant must be there in Entra ID. */
export async function startGraph(options: GraphOptions): Promise<Graph> {
  const simulator = new Graph(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}

function mailboxOf({ path }: DoorRequest): string | undefined {
  return /^\/v1\.0\/users\/([^/]+)\//.exec(path)?.[1]?.toLowerCase();
}
