import { type Ask, renewsFirst } from "perennial-hubspot-shared";

/** What came of one contact: let in, not let in for a reason, or not even judged. */
export type Outcome =
  | { readonly result: "entered" }
  | { readonly result: "refused"; readonly reason: string | null }
  | { readonly result: "failed"; readonly error: unknown };

/** Whom to let into which program. */
export interface Enrolling {
  readonly ask: Ask;
  readonly program: string;
  /** What one enrolment in it is about. */
  readonly subject: "customer" | "agreement" | "invitation" | "program";
  readonly contacts: readonly string[];
}

/** Contacts asked about at once: HubSpot lets an app ask 20 at once in an account, cards and settings included. */
const TOGETHER = 15;

/**
 * What was asked about whom. It outlives the panel for as long as HubSpot keeps the page, so that a panel that is
 * closed and opened shows where it stands, and nobody is asked about twice.
 */
export class EnrolBook {
  readonly #outcomes = new Map<string, Outcome>();
  /** Under which id each is asked about: one that failed is asked about again under the same. */
  readonly #ids = new Map<string, string>();
  readonly #underWay = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #latest: string | undefined;
  #version = 0;

  /** A number that changes with everything that happens, for React. */
  readonly version = () => this.#version;

  /** Tells of every change; gives back how to stop. */
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** The program that was last begun for any of these contacts. */
  latestFor(contacts: readonly string[]): string | undefined {
    const program = this.#latest;
    if (program === undefined) return undefined;
    const isKnown = (key: string) => this.#outcomes.has(key) || this.#underWay.has(key);
    return contacts.some((each) => isKnown(keyOf(program, each))) ? program : undefined;
  }

  /** What came of those contacts that are settled. */
  outcomes(program: string, contacts: readonly string[]): ReadonlyMap<string, Outcome> {
    const settled = contacts.flatMap((each): [string, Outcome][] => {
      const outcome = this.#outcomes.get(keyOf(program, each));
      return outcome ? [[each, outcome]] : [];
    });
    return new Map(settled);
  }

  /** Whether any of these contacts is being asked about or waits for its turn. */
  isUnderWay(program: string, contacts: readonly string[]): boolean {
    return contacts.some((each) => this.#underWay.has(keyOf(program, each)));
  }

  /** Lets contacts in, those alone that are not settled; a failure settles nothing. */
  async enrol(enrolling: Enrolling): Promise<void> {
    const { program } = enrolling;
    const queue = enrolling.contacts.filter((each) => this.#isOpen(keyOf(program, each)));
    for (const each of queue) {
      this.#underWay.add(keyOf(program, each));
      this.#outcomes.delete(keyOf(program, each));
    }
    this.#latest = program;
    this.#tell();
    const work = async () => {
      for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
        const key = keyOf(program, each);
        const contact = each;
        const outcome = await settledBy(() => enrolOne(enrolling, contact, this.#idOf(key)));
        this.#outcomes.set(key, "error" in outcome ? { result: "failed", ...outcome } : outcome);
        this.#underWay.delete(key);
        this.#tell();
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
  }

  #isOpen(key: string): boolean {
    const outcome = this.#outcomes.get(key);
    return !this.#underWay.has(key) && (outcome === undefined || outcome.result === "failed");
  }

  #idOf(key: string): string {
    const id = this.#ids.get(key) ?? `many-${crypto.randomUUID()}`;
    this.#ids.set(key, id);
    return id;
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

function keyOf(program: string, contact: string): string {
  return `${program} ${contact}`;
}

async function settledBy<Value extends object>(
  work: () => Promise<Value>,
): Promise<Value | { readonly error: unknown }> {
  try {
    return await work();
  } catch (error) {
    return { error };
  }
}

/** A customer's id is the contact's; one who has an agreement enters with that which is renewed first. */
async function enrolOne(
  { ask, program, subject }: Enrolling,
  customerId: string,
  id: string,
): Promise<Outcome> {
  if (subject !== "agreement") return begin(ask, { id, program, customerId });
  const { items } = await ask("listAgreements", { query: { customer: customerId, limit: 500 } });
  const agreement = renewsFirst(items);
  if (!agreement) return { result: "refused", reason: null };
  return begin(ask, { id, program, customerId, agreementId: agreement.id });
}

interface Beginning {
  readonly id: string;
  readonly program: string;
  readonly customerId: string;
  readonly agreementId?: string;
}

async function begin(ask: Ask, body: Beginning): Promise<Outcome> {
  const { entered, reason } = await ask("startEnrolment", { body });
  return entered ? { result: "entered" } : { result: "refused", reason: reason ?? "" };
}
