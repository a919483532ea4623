import type { Clock } from "@perennial/contract";
import { type RequestCount, RollingLimit } from "../../rate/rolling-limit.ts";
import { toMillis } from "../../time/instant.ts";
import type { RecordChange } from "../record/change.ts";
import type { RecordsSnapshot } from "../record/object-registry.ts";
import { RecordDesk } from "../record/record-desk.ts";
import { consentProperties } from "./consent-properties.ts";
import { type ConsentsSnapshot, PortalConsents } from "./consents.ts";
import { type Owner, Owners } from "./owners.ts";
import {
  type PortalAccount,
  type PortalOptions,
  type PortalUser,
  portalAccount,
} from "./portal-options.ts";
import { type PageRequest, type PagesDesk, PortalPages } from "./portal-pages.ts";
import { PortalStaff } from "./portal-staff.ts";
import {
  type OptionsRequest,
  type RunsSnapshot,
  type WorkflowActionRequest,
  type WorkflowRun,
  WorkflowRuns,
} from "./workflow-runs.ts";

/** The app as a portal has it installed. */
export interface Installation {
  readonly scopes: readonly string[];
  readonly userId: number;
}

/** What a portal is kept as over a restart; its counts of requests begin anew. */
export interface PortalSnapshot {
  readonly id: number;
  readonly account: PortalAccount;
  readonly records: RecordsSnapshot;
  readonly consents: ConsentsSnapshot;
  readonly owners: readonly Owner[];
  readonly workflows: RunsSnapshot;
  readonly installation?: Installation;
}

/** What a portal needs of HubSpot. */
export interface PortalDesk extends PagesDesk {
  readonly clock: Clock;
  readonly lagMs: number;
  onChange(portalId: number, change: RecordChange): void;
  /** Ends the app's tokens for a portal. */
  endTokens(portalId: number): void;
}

/** How many requests an app may make per portal (crm/hubspot.md, 4.1 and 4.4). */
const GENERAL = { most: 110, windowMs: 10_000 };
const SEARCH = { most: 5, windowMs: 1000 };

/** One customer's account at HubSpot: its records, consents, people and limits. */
export class Portal {
  readonly id: number;
  readonly account: PortalAccount;
  readonly records: RecordDesk;
  readonly consents: PortalConsents;
  readonly owners: Owners;
  /** What people in the portal do. */
  readonly staff: PortalStaff;
  readonly general = new RollingLimit(GENERAL.most, GENERAL.windowMs);
  readonly search = new RollingLimit(SEARCH.most, SEARCH.windowMs);
  readonly workflows: WorkflowRuns;
  readonly #pages: PortalPages;
  readonly #desk: PortalDesk;
  #installation: Installation | undefined;

  constructor(id: number, options: PortalOptions, desk: PortalDesk) {
    this.id = id;
    this.#desk = desk;
    this.account = portalAccount(options);
    this.owners = new Owners(options.users ?? [administrator(id)]);
    this.records = new RecordDesk({
      clock: desk.clock,
      lagMs: desk.lagMs,
      isOwner: (owner) => this.owners.isActive(owner),
      onChange: (change) => desk.onChange(id, change),
    });
    this.consents = new PortalConsents(
      consentProperties({
        records: () => this.records,
        consents: () => this.consents,
        now: () => toMillis(desk.clock.now()),
      }),
    );
    this.staff = new PortalStaff(this, desk.clock);
    this.workflows = new WorkflowRuns(this, desk);
    this.#pages = new PortalPages(this, desk);
  }

  /** The app as it is installed here; nothing where it is not. */
  get installation(): Installation | undefined {
    return this.#installation;
  }

  set installation(installation: Installation | undefined) {
    this.#installation = installation;
  }

  /** The app's requests so far: all but search, and search, which has a limit of its own. */
  get requests(): { readonly general: RequestCount; readonly search: RequestCount } {
    return { general: this.general, search: this.search };
  }

  /** An administrator takes the app out: its tokens end, and nobody tells the app. */
  uninstall(): void {
    this.#installation = undefined;
    this.#desk.endTokens(this.id);
  }

  /** Runs an action of the app in a workflow; what fails on the app's side is tried again by `tick()` (crm/hubspot.md, 6.5). */
  runWorkflowAction(name: string, request: WorkflowActionRequest): Promise<WorkflowRun> {
    return this.workflows.start(name, request);
  }

  /** Asks the app for the choices of an input of an action, as the editor of workflows does. */
  actionOptions(name: string, request: OptionsRequest): Promise<{ status: number; body: unknown }> {
    return this.workflows.options(name, request);
  }

  snapshot(): PortalSnapshot {
    return {
      id: this.id,
      account: this.account,
      records: this.records.snapshot(),
      consents: this.consents.snapshot(),
      owners: this.owners.snapshot(),
      workflows: this.workflows.snapshot(),
      ...(this.#installation === undefined ? {} : { installation: this.#installation }),
    };
  }

  restore(snapshot: PortalSnapshot): void {
    this.records.restore(snapshot.records);
    this.consents.restore(snapshot.consents);
    this.owners.restore(snapshot.owners);
    this.workflows.restore(snapshot.workflows);
    this.#installation = snapshot.installation;
  }

  /** A page of the app asks its own server as `hubspot.fetch` does (crm/hubspot.md, 6.2). */
  fetchAs(user: number | string, request: PageRequest): Promise<Response> {
    return this.#pages.fetchAs(user, request);
  }
}

function administrator(portalId: number): PortalUser {
  return {
    id: portalId * 10 + 1,
    email: `admin@portal-${portalId}.example`,
    firstName: "Ada",
    lastName: "Admin",
    isAdministrator: true,
  };
}
