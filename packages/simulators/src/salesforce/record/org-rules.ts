import type { Values } from "./record.ts";

/** A validation rule that an administrator made. */
export interface ValidationRule {
  /** The name of a type. */
  readonly type: string;
  readonly message: string;
  /** The field at which the message is shown. @default at the top of the page */
  readonly field?: string;
  /** Whether a record must not become like this; `before` is missing for a new one. */
  refuses(after: Values, before: Values | undefined): boolean;
}

/** A rule against duplicates. */
export interface DuplicateRule {
  readonly type: string;
  readonly name: string;
  /** The field in which two records must not be the same. */
  readonly field: string;
  /** Whether the record is refused, or only reported: then `allowSave=true` lets it through. */
  readonly action: "block" | "alert";
}

/** Code of the customer's that runs with every save of a type and gives up on large chunks. */
export interface Trigger {
  readonly type: string;
  /** The most records of one call that it manages. */
  readonly most: number;
  /** @default a message of a governor limit */
  readonly message?: string;
}

/** Records that somebody else is saving. */
interface Lock {
  readonly id: string;
  left: number;
}

/** What administrators of an org ask of writes, and what gets into their way. */
export class OrgRules {
  readonly validations: ValidationRule[] = [];
  readonly duplicates: DuplicateRule[] = [];
  readonly triggers: Trigger[] = [];
  #locks: Lock[] = [];

  /** Locks a record: the next writes of it, or of what belongs to it, fail. */
  lock(id: string, times = 1): void {
    this.#locks.push({ id, left: times });
  }

  unlock(): void {
    this.#locks = [];
  }

  /** The one of some ids that cannot be had now. */
  locked(ids: readonly string[]): string | undefined {
    const found = this.#locks.find(({ id }) => ids.includes(id));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#locks = this.#locks.filter((one) => one !== found);
    return found.id;
  }

  /** What a trigger says to so many records of a type in one call. */
  triggerFault(type: string, count: number): string | undefined {
    const found = this.triggers.find((one) => one.type === type && count > one.most);
    if (found === undefined) return undefined;
    return (
      found.message ??
      `${type}Trigger: execution of BeforeUpdate caused by: System.LimitException: Apex CPU time limit exceeded`
    );
  }
}
