import type { Misunderstanding, Signal } from "@perennial/contract";
import type { Exclusion } from "@perennial/store";

/** The most letters that are kept of a place and of what is said of it. */
const LONGEST = 500;
/** A place that begins with a record, such as `contacts 5 mobilephone`. */
const RECORD = /^(?<object>\S+) (?<id>\S+)(?: (?<field>.+))?$/s;

/** What is kept of a problem: the record that it is about, or its place where it names none, and what would be right. */
export function exclusionOf({ place, message }: Misunderstanding): Exclusion {
  const { object = "", id = "", field } = RECORD.exec(place)?.groups ?? {};
  const reason = kept(field === undefined ? message : `${field}: ${message}`);
  return id === "" ? { object: "", id: kept(place), reason } : { object, id: kept(id), reason };
}

/** No database keeps the letter zero. */
function kept(text: string): string {
  return text.replaceAll("\0", "").slice(0, LONGEST);
}

/**
 * The other side's ids of the records that signals tell of. Ours may name the kind along with it, such as `deal:5`,
 * so every part of one counts.
 */
export function idsIn(signals: readonly Signal[]): readonly string[] {
  const ids = signals.flatMap((signal) => idOf(signal)?.split(":") ?? []);
  return [...new Set(ids)];
}

function idOf(signal: Signal): string | undefined {
  if (signal.type === "customer.changed") return signal.customer.id;
  if (signal.type === "customer.deleted") return signal.customerId;
  if (signal.type === "agreement.changed") return signal.agreement.id;
  if (signal.type === "purchase.made") return signal.purchase.id;
  return undefined;
}
