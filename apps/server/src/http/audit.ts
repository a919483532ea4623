import type { Operation } from "@perennial/api";
import { type AuditFields, addAuditEntry, asTenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Caller } from "./authorize.ts";

/** What a handler adds to the record of what it did. */
export interface AuditNote {
  /** What it was about beyond the request's parameters; a customer's id under `customer`. */
  readonly about?: AuditFields;
  /** The fields as they were; only those that differ from `after` are kept. */
  readonly before?: AuditFields;
  readonly after?: AuditFields;
  /** Who did it, where nobody was let on before. */
  readonly by?: Caller;
}

/**
 * Tells the audit log more of what is being done: what it is about, and how it was before and after. Say nothing of
 * secrets or of what messages say; long texts are cut. Every operation that changes something is recorded without it.
 */
export type Audit = (note: AuditNote) => void;

/** What is noted while one request is worked on. */
export interface AuditSheet {
  readonly audit: Audit;
  /** Records what was done, once it was. */
  record(input: { readonly params: unknown; readonly body: unknown }): Promise<void>;
}

/** How much of a text is kept: enough for a name or an address, too little for a message. */
const LONGEST = 200;
/** How deep and how many fields a value is kept. */
const DEEPEST = 4;
const MOST_FIELDS = 60;
/** What is never kept, by what its field is called. */
const SECRET =
  /token|secret|password|passphrase|apikey|api_key|credential|bearer|signature|authorization/i;
/** What stands for a value that is not kept. */
const MASK = "•••";

/** Begins the record of a request. Nothing is kept of what only asks, nor of what nobody was let on for. */
export function auditSheet(
  context: ServerContext,
  operation: Operation,
  caller: Caller | undefined,
): AuditSheet {
  const notes: AuditNote[] = [];
  return {
    audit: (note) => {
      notes.push(note);
    },
    async record(input) {
      const by = caller ?? notes.find((each) => each.by !== undefined)?.by;
      if (!by || !changes(operation)) return;
      const { name: who, role, origin, tenant } = by;
      const about = Object.assign(
        {},
        aboutOf(operation, input),
        ...notes.map((each) => each.about),
      );
      const before = Object.assign({}, ...notes.map((each) => each.before));
      const after = Object.assign({}, ...notes.map((each) => each.after));
      const told = notes.some((each) => each.before !== undefined || each.after !== undefined);
      const differing = told ? difference(before, after) : undefined;
      const entry = {
        ...{ at: context.clock.now(), who, role, origin, operation: operation.id },
        about: keptFields(about),
        before: differing ? keptFields(differing.before) : null,
        after: differing ? keptFields(differing.after) : null,
      };
      try {
        await asTenant(context.db, tenant, (tx) => addAuditEntry(tx, entry));
      } catch (error) {
        // It is done and cannot be undone for this: the operator's log is what remains of it.
        const reason = error instanceof Error ? error.message : String(error);
        context.log.error("What somebody did could not be written to the audit log.", {
          ...{ tenant, who, origin, operation: operation.id, reason },
        });
      }
    },
  };
}

/** Whether an operation changes something. */
export function changes({ changes: said, method }: Operation): boolean {
  return said ?? method !== "get";
}

/** What a request names: its parameters, and the customer it is about wherever that is said. */
function aboutOf(
  { path }: Operation,
  { params, body }: { readonly params: unknown; readonly body: unknown },
): AuditFields {
  const { id, ...rest } = fieldsIn(params);
  const { customerId } = fieldsIn(body);
  return {
    ...rest,
    ...(id !== undefined && { [path.startsWith("/v1/customers/{id}") ? "customer" : "id"]: id }),
    ...(typeof customerId === "string" && { customer: customerId }),
  };
}

/** The fields that differ between two states. */
export function difference(
  before: AuditFields,
  after: AuditFields,
): { readonly before: AuditFields; readonly after: AuditFields } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = names.filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (of: AuditFields) =>
    Object.fromEntries(
      differing.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]])),
    );
  return { before: pick(before), after: pick(after) };
}

/** Fields as they are kept: secrets masked, long texts cut, nothing deep. */
export function keptFields(fields: AuditFields): AuditFields {
  return kept(fields, 0) as AuditFields;
}

function kept(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cut(value);
  if (typeof value !== "object" || value === null) return value ?? null;
  if (depth >= DEEPEST) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_FIELDS).map((each) => kept(each, depth + 1));
    return value.length > MOST_FIELDS ? [...items, "…"] : items;
  }
  const entries = Object.entries(value).slice(0, MOST_FIELDS);
  return Object.fromEntries(
    entries.map(([name, each]) => [name, isSecret(name, each) ? MASK : kept(each, depth + 1)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return SECRET.test(name) && value !== null && value !== "";
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
