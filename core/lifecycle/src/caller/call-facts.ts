import { type AttributeValue, Instant, SELF_SERVICE_OUTCOMES } from "@perennial/contract";
import { z } from "zod";
import type { Declared } from "../condition/declared-field.ts";
import type { Facts } from "../facts/facts.ts";

/** Something the caller did by itself before the call, on the web or in the voice menu. */
export const SelfServiceEvent = z.strictObject({
  /** Its id among the tenant's self-services. */
  service: z.string().min(1),
  at: Instant,
  outcome: z.enum(SELF_SERVICE_OUTCOMES),
});
export type SelfServiceEvent = z.infer<typeof SelfServiceEvent>;

/** What a telephone system tells of a call before anybody answers (L-08, L-09). */
export const CallFacts = z
  .strictObject({
    /** Who began it. @default in */
    direction: z.enum(["in", "out"]).default("in"),
    /** Why the customer calls, as chosen in the voice menu: an id among the tenant's errands. */
    errand: z.string().min(1).optional(),
    /** @default none */
    selfService: z.array(SelfServiceEvent).default([]),
  })
  .meta({ id: "CallFacts", description: "What is known of a call before anybody answers." });
export type CallFacts = z.infer<typeof CallFacts>;

/** What is known of the caller beside the records, that rules may ask about. */
export interface CallerSignals {
  /** Offers made within the look-back (L-04). */
  readonly recentOffers: number;
  /** Programs that the caller is in (L-19). */
  readonly openPrograms: number;
  /** The most pressing promise of a call. */
  readonly promise: "missed" | "now" | "today" | "later" | "none";
  /** The points of the sales potential (L-06). */
  readonly potential: number;
  /** Whether somebody has handed the caller over with a note that is still open (L-22). */
  readonly handedOver: boolean;
}

/** Of a caller about whom nothing else is known. */
export const NO_SIGNALS: CallerSignals = {
  ...{ recentOffers: 0, openPrograms: 0, promise: "none", potential: 0, handedOver: false },
};

/** Fields of the call that conditions of routing and of talk points may ask about, beside the customer's own. */
export const CALL_FIELDS: Declared = {
  "signal.direction": {
    type: "text",
    label: { sv: "samtalets riktning", en: "the call's direction" },
    values: { in: { sv: "inkommande", en: "incoming" }, out: { sv: "utgående", en: "outgoing" } },
  },
  "signal.errand": { type: "text", label: { sv: "ärendet", en: "the errand" } },
  "signal.selfService": {
    type: "text",
    label: { sv: "självbetjäningen före samtalet", en: "the self-service before the call" },
  },
  "signal.selfServiceOutcome": {
    type: "text",
    label: { sv: "utfallet av självbetjäningen", en: "the outcome of the self-service" },
    values: {
      done: { sv: "klart", en: "done" },
      failed: { sv: "misslyckat", en: "failed" },
      left: { sv: "avbrutet", en: "given up" },
    },
  },
  "signal.selfServiceMinutes": {
    type: "number",
    label: { sv: "minuterna sedan självbetjäningen", en: "the minutes since the self-service" },
  },
  "signal.recentOffers": {
    type: "number",
    label: { sv: "antalet nya erbjudanden", en: "the number of recent offers" },
  },
  "signal.openPrograms": {
    type: "number",
    label: { sv: "antalet pågående program", en: "the number of running programs" },
  },
  "signal.promise": {
    type: "text",
    label: { sv: "det lovade samtalet", en: "the promised call" },
    values: {
      missed: { sv: "missat", en: "missed" },
      now: { sv: "utlovat nu", en: "promised for now" },
      today: { sv: "utlovat i dag", en: "promised for today" },
      later: { sv: "utlovat till senare", en: "promised for later" },
      none: { sv: "inte utlovat", en: "not promised" },
    },
  },
  "signal.potential": {
    type: "number",
    label: { sv: "säljpotentialen", en: "the sales potential" },
  },
  "signal.handedOver": {
    type: "boolean",
    label: { sv: "överlämningen", en: "the hand-over" },
    values: {
      true: { sv: "kunden har lämnats över", en: "the customer has been handed over" },
      false: { sv: "kunden har inte lämnats över", en: "the customer has not been handed over" },
    },
  },
};

/** The self-service used last before the call. */
export function lastSelfService({ selfService }: Pick<CallFacts, "selfService">) {
  return selfService.reduce<SelfServiceEvent | undefined>(
    (last, event) => (last === undefined || event.at >= last.at ? event : last),
    undefined,
  );
}

/** The facts about a caller with the call as the signal that is looked at, for routing and talk points. */
export function withCall(
  facts: Facts,
  call: CallFacts,
  signals: CallerSignals = NO_SIGNALS,
): Facts {
  return { ...facts, signal: { ...callSignal(call, facts.now), ...signals } };
}

const MINUTE = 60_000;

function callSignal(call: CallFacts, now: Instant): Readonly<Record<string, AttributeValue>> {
  const last = lastSelfService(call);
  return {
    direction: call.direction,
    errand: call.errand ?? null,
    ...(last && {
      selfService: last.service,
      selfServiceOutcome: last.outcome,
      selfServiceMinutes: Math.max(0, Math.floor((Date.parse(now) - Date.parse(last.at)) / MINUTE)),
    }),
  };
}
