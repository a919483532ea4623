import type { SObjectType } from "../schema/sobject-type.ts";
import type { Values } from "./record.ts";

/** What happened to a record, as change events name it (Change Data Capture Developer Guide). */
export type ChangeType = "CREATE" | "UPDATE" | "DELETE" | "UNDELETE";

/** Something that happened to a record. */
export interface RecordChange {
  readonly changeType: ChangeType;
  readonly type: SObjectType;
  readonly id: string;
  /** The fields that changed, with what they hold now. */
  readonly changed: Values;
}

/** How a write is made. */
export interface WriteManner {
  readonly userId: string;
  /** What the caller named itself in `Sforce-Call-Options`; change events carry it. */
  readonly client?: string;
  /** Whether the org's rules hold: validation, duplicates, security of fields. They do for the API. @default false */
  readonly ruled?: boolean;
  /** Whether a duplicate rule that only warns is passed over. @default false */
  readonly allowDuplicates?: boolean;
  /** Whether it happens without change events: how an org is filled before a story. @default false */
  readonly quiet?: boolean;
  /**
   * The moment that the records are dated with, where the transaction began long before it is through. @default the
   * present one
   */
  readonly stampedAt?: string;
  /** Whether fields are written that only Salesforce writes. @default false */
  readonly bySalesforce?: boolean;
}

/** What one transaction did, in order. */
export interface Committed {
  readonly changes: readonly RecordChange[];
  readonly manner: WriteManner;
}

/** Writes that succeed or fail together, and what undoes them. */
export class Transaction {
  readonly manner: WriteManner;
  readonly #changes: RecordChange[] = [];
  readonly #undo: (() => void)[] = [];

  constructor(manner: WriteManner) {
    this.manner = manner;
  }

  note(change: RecordChange): void {
    this.#changes.push(change);
  }

  /** Keeps what undoes a step. */
  onUndo(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Takes over what another one did. */
  absorb(other: Transaction): void {
    this.#changes.push(...other.#changes);
    this.#undo.push(...other.#undo);
  }

  /** Where it stands; `rollBack` returns to it. */
  mark(): { readonly changes: number; readonly undo: number } {
    return { changes: this.#changes.length, undo: this.#undo.length };
  }

  rollBack(
    to: { readonly changes: number; readonly undo: number } = { changes: 0, undo: 0 },
  ): void {
    this.#changes.length = to.changes;
    while (this.#undo.length > to.undo) this.#undo.pop()?.();
  }

  /**
   * What is told of it: several writes of one record are one change, of the first one's kind and with the last
   * values.
   */
  committed(): Committed {
    const merged = new Map<string, RecordChange>();
    for (const change of this.#changes) {
      const before = merged.get(change.id);
      if (before?.changeType === "CREATE" && change.changeType === "DELETE")
        merged.delete(change.id);
      else if (before === undefined || change.changeType !== "UPDATE")
        merged.set(change.id, change);
      else merged.set(change.id, { ...before, changed: { ...before.changed, ...change.changed } });
    }
    return { changes: [...merged.values()], manner: this.manner };
  }
}
