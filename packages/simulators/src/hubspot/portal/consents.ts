/** A type of subscription that people can have. */
export interface SubscriptionDefinition {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly purpose: string;
  readonly isActive: boolean;
}

/** What someone has said about a subscription. */
export type SubscriptionState = "SUBSCRIBED" | "UNSUBSCRIBED" | "NOT_SPECIFIED";

/** A state and why. */
export interface SubscriptionStatus {
  readonly state: SubscriptionState;
  readonly legalBasis: string | null;
  readonly explanation: string | null;
  readonly source: string;
  readonly atMs: number | undefined;
}

/** Who hears of what people say. */
export interface ConsentsListener {
  defined(definition: SubscriptionDefinition): void;
  /** Someone said something new. */
  changed(email: string): void;
}

/** What the consents are kept as over a restart. */
export interface ConsentsSnapshot {
  readonly definitions: readonly SubscriptionDefinition[];
  readonly statuses: readonly (readonly [
    string,
    readonly (readonly [number, SubscriptionStatus])[],
  ])[];
  readonly optedOut: readonly (readonly [string, number])[];
}

const UNSAID: SubscriptionStatus = {
  state: "NOT_SPECIFIED",
  legalBasis: null,
  explanation: null,
  source: "",
  atMs: undefined,
};
const FIRST_ID = 500_001;

/** What people have agreed to receive by mail: kept by address, whether there is a contact or not (crm/hubspot.md, 5.7). */
export class PortalConsents {
  readonly #definitions: SubscriptionDefinition[] = [];
  readonly #statuses = new Map<string, Map<number, SubscriptionStatus>>();
  readonly #optedOut = new Map<string, number>();
  readonly #listener: ConsentsListener;

  constructor(listener: ConsentsListener) {
    this.#listener = listener;
  }

  get definitions(): readonly SubscriptionDefinition[] {
    return this.#definitions;
  }

  /** Adds a type of subscription. */
  define(
    name: string,
    more: Partial<Omit<SubscriptionDefinition, "id" | "name">> = {},
  ): SubscriptionDefinition {
    const id = FIRST_ID + this.#definitions.length;
    const definition = { id, name, description: "", purpose: "Marketing", isActive: true, ...more };
    this.#definitions.push(definition);
    this.#listener.defined(definition);
    return definition;
  }

  definition(id: number): SubscriptionDefinition | undefined {
    return this.#definitions.find((one) => one.id === id);
  }

  status(email: string, id: number): SubscriptionStatus {
    return this.#statuses.get(email.toLowerCase())?.get(id) ?? UNSAID;
  }

  set(email: string, id: number, status: SubscriptionStatus): void {
    this.#put(email, id, status);
    if (status.state === "SUBSCRIBED") this.#optedOut.delete(email.toLowerCase());
    this.#listener.changed(email);
  }

  /** When someone said no to everything. */
  optedOutAt(email: string): number | undefined {
    return this.#optedOut.get(email.toLowerCase());
  }

  /** Someone says no to everything, which is no to each. */
  optOut(email: string, atMs: number, source: string): void {
    const status = { ...UNSAID, state: "UNSUBSCRIBED" as const, source, atMs };
    for (const { id } of this.#definitions) this.#put(email, id, status);
    this.#optedOut.set(email.toLowerCase(), atMs);
    this.#listener.changed(email);
  }

  /** Forgets a person. */
  forget(email: string): void {
    this.#statuses.delete(email.toLowerCase());
    this.#optedOut.delete(email.toLowerCase());
  }

  snapshot(): ConsentsSnapshot {
    return {
      definitions: [...this.#definitions],
      statuses: [...this.#statuses].map(([email, rows]) => [email, [...rows]]),
      optedOut: [...this.#optedOut],
    };
  }

  restore({ definitions, statuses, optedOut }: ConsentsSnapshot): void {
    this.#definitions.splice(0, Infinity, ...definitions);
    this.#statuses.clear();
    this.#optedOut.clear();
    for (const [email, rows] of statuses) this.#statuses.set(email, new Map(rows));
    for (const [email, at] of optedOut) this.#optedOut.set(email, at);
  }

  #put(email: string, id: number, status: SubscriptionStatus): void {
    const key = email.toLowerCase();
    const statuses = this.#statuses.get(key) ?? new Map<number, SubscriptionStatus>();
    statuses.set(id, status);
    this.#statuses.set(key, statuses);
  }
}
