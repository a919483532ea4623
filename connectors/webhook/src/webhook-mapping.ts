import { type Candidate, issueWords } from "@perennial/connector-kit";
import type { Misunderstanding } from "@perennial/contract";
import { z } from "zod";

/** One record as the other side tells it: canonical, so that only its envelope is ours to map. */
const Item = z.object({
  type: z.string(),
  id: z.string().min(1).max(200),
  record: z.record(z.string(), z.unknown()),
});

type Fields = Readonly<Record<string, unknown>>;

/** How a kind of record becomes a signal. */
interface ItemMapping {
  readonly signal: string;
  /** What the signal holds beside its type, id and moment. */
  readonly body: (id: string, record: Fields) => Fields;
  /** The field of the record that says when it became what it is; part of the signal's id. */
  readonly moment: "updatedAt" | "at";
  /** Whether the record itself has an id, which then has to be the item's. */
  readonly identified: boolean;
}

const MAPPINGS: ReadonlyMap<string, ItemMapping> = new Map(
  Object.entries({
    customer: record("customer.changed", "customer", "updatedAt"),
    agreement: record("agreement.changed", "agreement", "updatedAt"),
    purchase: record("purchase.made", "purchase", "at"),
    consent: { ...record("consent.changed", "consent", "at"), identified: false },
    interaction: record("interaction.happened", "interaction", "at"),
    invitation: record("invitation.changed", "invitation", "updatedAt"),
    referral: record("referral.changed", "referral", "updatedAt"),
    redemption: record("offer.redeemed", "redemption", "at"),
    "customer.deleted": {
      signal: "customer.deleted",
      body: (id) => ({ customerId: id }),
      moment: "at",
      identified: false,
    },
    "message.replied": happening("message.replied"),
    "interest.registered": happening("interest.registered"),
    "follow-up.reported": happening("follow-up.reported"),
    "survey.answered": happening("survey.answered"),
    "call.started": happening("call.started"),
    "call.ended": happening("call.ended"),
    "call.finished": happening("call.finished"),
  }),
);

/** A signal that is its own record. */
function happening(signal: string): ItemMapping {
  return { signal, body: (_id, told) => told, moment: "at", identified: false };
}

function record(signal: string, field: string, moment: ItemMapping["moment"]): ItemMapping {
  return { signal, body: (_id, told) => ({ [field]: told }), moment, identified: true };
}

/** Makes a signal of an item, yet to be checked, or says why it is none. Repeats give the same id. */
export function itemToCandidate(value: unknown, place: string): Candidate | Misunderstanding {
  const result = Item.safeParse(value);
  if (!result.success) return { place, message: issueWords(result.error) };
  const { type, id, record: told } = result.data;
  const mapping = MAPPINGS.get(type);
  if (mapping === undefined) {
    const known = [...MAPPINGS.keys()].join(", ");
    return { place, message: `type: unknown; write one of ${known}` };
  }
  if (mapping.identified && told.id !== id) {
    return { place, message: `${type} ${id}: record.id has to be the item's id` };
  }
  const at = told[mapping.moment];
  const body = mapping.body(id, told);
  const signal = { ...body, type: mapping.signal, id: `${type}:${id}:${at}`, at };
  return { place, about: `${type} ${id}`, signal };
}
