import { type Candidate, issueWords } from "@perennial/connector-kit";
import type { Misunderstanding } from "@perennial/contract";
import { z } from "zod";

/** One record as the other side tells it: canonical, so that only its envelope is ours to map. */
const Item = z.object({
  type: z.string(),
  id: z.string().min(1).max(200),
  record: z.record(z.string(), z.unknown()),
});

/** How a kind of record becomes a signal. */
interface ItemMapping {
  readonly signal: string;
  /** The field of the signal that holds the record. */
  readonly field: string;
  /** The field of the record that says when it became what it is; part of the signal's id. */
  readonly moment: string;
  /** Whether the record itself has an id, which then has to be the item's. */
  readonly identified: boolean;
}

const MAPPINGS: ReadonlyMap<string, ItemMapping> = new Map(
  Object.entries({
    customer: {
      signal: "customer.changed",
      field: "customer",
      moment: "updatedAt",
      identified: true,
    },
    agreement: {
      signal: "agreement.changed",
      field: "agreement",
      moment: "updatedAt",
      identified: true,
    },
    purchase: { signal: "purchase.made", field: "purchase", moment: "at", identified: true },
    consent: { signal: "consent.changed", field: "consent", moment: "at", identified: false },
  }),
);

/** Makes a signal of an item, yet to be checked, or says why it is none. Repeats give the same id. */
export function itemToCandidate(value: unknown, place: string): Candidate | Misunderstanding {
  const result = Item.safeParse(value);
  if (!result.success) return { place, message: issueWords(result.error) };
  const { type, id, record } = result.data;
  const mapping = MAPPINGS.get(type);
  if (mapping === undefined) {
    const known = [...MAPPINGS.keys()].join(", ");
    return { place, message: `type: unknown; write one of ${known}` };
  }
  if (mapping.identified && record.id !== id) {
    return { place, message: `${type} ${id}: record.id has to be the item's id` };
  }
  const at = record[mapping.moment];
  const signal = { type: mapping.signal, id: `${type}:${id}:${at}`, at, [mapping.field]: record };
  return { place, about: `${type} ${id}`, signal };
}
