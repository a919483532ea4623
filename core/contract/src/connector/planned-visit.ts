import type { RecordId } from "../record/customer.ts";
import type { LocalDate } from "../scalar.ts";

/** Whose visits are asked for, and of which days. */
export interface VisitSpan {
  /** The rep: an e-mail address, or the full name that the other side's people call them by. */
  readonly owner: string;
  readonly from: LocalDate;
  /** The last day that counts; not before `from`. */
  readonly to: LocalDate;
  /** An IANA name: the zone whose days are meant. */
  readonly timeZone: string;
}

/** What a visit is planned as: an appointment, or something to do. */
export const VISIT_KINDS = ["meeting", "task"] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/** A visit that a rep has planned on the other side, as `Session.plannedVisits` tells of it (B-03). */
export interface PlannedVisit {
  /** The other side's id of it, with its kind; each is given once. */
  readonly id: string;
  readonly customerId: RecordId;
  /** The day in the span's zone, or as the other side has it where it keeps days alone. */
  readonly date: LocalDate;
  readonly kind: VisitKind;
  /** The other side's words for it; absent where it has none. */
  readonly title?: string;
}
