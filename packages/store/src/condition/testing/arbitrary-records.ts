import {
  AGREEMENT_STATUSES,
  type Agreement,
  BANDS,
  CHANNELS,
  type Customer,
  FLOW_STATES,
  INTERACTION_KINDS,
  INVITATION_ANSWERS,
  type Interaction,
  type Invitation,
  PHASES,
  type Purchase,
  RISK_LEVELS,
  type Standing,
  TIER_REASONS,
  VALUE_CLASSES,
} from "@perennial/contract";
import fc from "fast-check";
import { DATES, INSTANTS, NUMBERS, TEXTS } from "./odd-values.ts";

/** What one round of a comparison is about. */
export interface Base {
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly purchases: readonly Purchase[];
  readonly interactions: readonly Interaction[];
  readonly invitations: readonly Invitation[];
  /** By customer; some have none. */
  readonly standings: ReadonlyMap<string, Standing>;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.constantFrom(...TEXTS);
const named = fc.constantFrom(...TEXTS.filter((value) => value !== ""));
const date = fc.constantFrom(...DATES);
const instant = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...INSTANTS) },
  fc
    .date({ min: new Date("2025-03-01"), max: new Date("2026-12-31"), noInvalidDate: true })
    .map((moment) => moment.toISOString()),
);
const money = fc.constantFrom(...NUMBERS.filter(Number.isSafeInteger));
const currency = fc.constantFrom("SEK", "EUR");

/** Anything JSON can hold under the names that the tests declare, of the declared type or not. */
const attributes = fc.record(
  {
    area: anyValue(),
    score: anyValue(),
    club: anyValue(),
    birthday: anyValue(),
    constructor: anyValue(),
  },
  { requiredKeys: [] },
);

function anyValue() {
  const looksLikeDate = fc.constantFrom("2026-02-30", "2026-3-1", "2026-03-29\n", "٢٠٢٦-03-29");
  const value = fc.oneof(
    text,
    date,
    looksLikeDate,
    fc.constantFrom(...NUMBERS),
    fc.boolean(),
    fc.constant(null),
    // The contract has no lists and objects there, and a table may hold them all the same.
    fc.constantFrom({ a: 1 }, ["villa"], [], {}),
  );
  return value.map((chosen) => chosen as string | number | boolean | null);
}

const customer = fc.record({
  kind: fc.constantFrom("person", "company"),
  name: named,
  firstName: maybe(text),
  lastName: maybe(text),
  locale: fc.constantFrom("sv", "en"),
  timeZone: maybe(text),
  country: maybe(fc.constantFrom("SE", "NO")),
  email: maybe(text),
  mobile: maybe(text),
  phone: maybe(text),
  postalAddress: maybe(text),
  segment: maybe(text),
  phase: maybe(fc.constantFrom(...PHASES)),
  valueClass: maybe(fc.constantFrom(...VALUE_CLASSES)),
  tier: maybe(text),
  doNotCall: fc.boolean(),
  pausedUntil: maybe(instant),
  customerSince: maybe(date),
  owner: maybe(text),
  attributes,
  updatedAt: instant,
});

const agreement = fc.record({
  party: fc.constantFrom("own", "competitor"),
  product: named,
  kind: named,
  status: fc.constantFrom(...AGREEMENT_STATUSES),
  start: date,
  end: maybe(date),
  noticeDays: maybe(fc.constantFrom(0, 1, 29, 30, 2_147_483_647)),
  orderedAt: maybe(instant),
  orderChannel: maybe(text),
  acceptedAt: maybe(instant),
  signedAt: maybe(instant),
  cancelledAt: maybe(instant),
  yearlyValue: maybe(money),
  currency,
  attributes,
  updatedAt: instant,
});

const purchase = fc.record({
  at: instant,
  amount: money,
  currency,
  quantity: fc.constantFrom(1, 2, 0.1, 0.2, 2.2, 5e-324, 1.7976931348623157e308),
  category: maybe(text),
  channel: maybe(text),
  discount: money,
  margin: maybe(money),
});

const invitation = fc.record({
  event: named,
  eventName: named,
  startsAt: instant,
  place: maybe(text),
  answer: maybe(fc.constantFrom(...INVITATION_ANSWERS)),
  answeredAt: maybe(instant),
  attended: maybe(fc.boolean()),
  attributes: fc.constant({}),
  updatedAt: instant,
});

const count = fc.constantFrom(0, 1, 2, 3, 30);
const figure = fc.constantFrom(0, -1, 0.1, 1e21, 5e-324, 129_900);

const standing = fc.record({
  asOf: date,
  flow: maybe(fc.constantFrom(...FLOW_STATES)),
  flowSince: maybe(date),
  band: maybe(fc.constantFrom(...BANDS)),
  value: money,
  purchases: count,
  firstPurchase: maybe(date),
  lastPurchase: maybe(date),
  tierSince: maybe(date),
  tierUntil: maybe(date),
  graceUntil: maybe(date),
  tierReason: maybe(fc.constantFrom(...TIER_REASONS)),
  qualifying: maybe(figure),
  nextTier: maybe(text),
  remaining: maybe(figure),
  toKeep: maybe(figure),
  points: maybe(count),
  phaseSince: maybe(date),
  churn: maybe(fc.constantFrom(0, 0.1, 0.30000000000000004, 0.5, 1)),
  risk: maybe(fc.constantFrom(...RISK_LEVELS)),
  groups: maybe(fc.uniqueArray(named, { minLength: 1, maxLength: 4 })),
});

const interaction = fc.record({
  agreementId: maybe(fc.constantFrom("A-0", "villa")),
  at: instant,
  kind: fc.constantFrom(...INTERACTION_KINDS),
  direction: fc.constantFrom("in", "out"),
  channel: fc.constantFrom(...CHANNELS, "web", "store", "other"),
  text,
  outcome: maybe(text),
  program: maybe(text),
  step: maybe(text),
});

// Ids whose order by code point differs from the order by UTF-16 units.
const SUFFIXES = ["", "😀", "ﬀ", "Å"];

/** A tenant's records: each customer with agreements, of which some renew others, purchases and contacts. */
export function arbitraryBase(customers: number): fc.Arbitrary<Base> {
  const household = fc.record({
    customer,
    agreements: fc.array(agreement, { maxLength: 5, size: "max" }),
    purchases: fc.array(purchase, { maxLength: 6, size: "max" }),
    interactions: fc.array(interaction, { maxLength: 5, size: "max" }),
    invitations: fc.array(invitation, { maxLength: 2, size: "max" }),
    standing: maybe(standing),
  });
  const households = fc.array(household, { minLength: 1, maxLength: customers, size: "max" });
  return households.map((all) => ({
    customers: all.map((each, index) => ({ ...each.customer, id: customerId(index) })),
    agreements: all.flatMap((each, index) => agreementsOf(each.agreements, index)),
    purchases: all.flatMap((each, index) =>
      each.purchases.map((one, n) => ({
        ...one,
        id: `P-${index}-${n}`,
        customerId: customerId(index),
      })),
    ),
    interactions: all.flatMap((each, index) =>
      each.interactions.map((one, n) => ({
        ...one,
        id: `I-${index}-${n}`,
        customerId: customerId(index),
      })),
    ),
    invitations: all.flatMap((each, index) =>
      each.invitations.map((one, n) => ({
        ...one,
        id: `V-${index}-${n}`,
        customerId: customerId(index),
      })),
    ),
    standings: new Map(
      all.flatMap((each, index) =>
        each.standing ? [[customerId(index), each.standing] as const] : [],
      ),
    ),
  }));
}

function customerId(index: number): string {
  return `K-${index}${SUFFIXES[index % SUFFIXES.length]}`;
}

/** The first is renewed by all that follow, so that the newest has to be found; the second by none. */
function agreementsOf(
  all: readonly Omit<Agreement, "id" | "customerId" | "renewalOf">[],
  customer: number,
): Agreement[] {
  return all.map((each, n) => ({
    ...each,
    id: `A-${customer}-${SUFFIXES[n % SUFFIXES.length]}${n}`,
    customerId: customerId(customer),
    ...(n > 1 && { renewalOf: `A-${customer}-0` }),
  }));
}
