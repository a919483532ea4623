import type { Agreement, Instant } from "@perennial/contract";
import { pick, pickWhole } from "../chance/chance.ts";
import { nextOpen, SWEDISH_OFFICE_HOURS } from "../dialer/office-hours.ts";
import { plusSeconds } from "../time/instant.ts";
import type { Draw, Plan } from "./deed.ts";
import type { Habits } from "./habits.ts";
import { needsAcceptance } from "./message-topic.ts";
import { withinDays, withinMinutes } from "./timing.ts";

/** A message that a person has before them. */
export interface Reading {
  readonly at: Instant;
  readonly draw: Draw;
  readonly habits: Habits;
  readonly customerId: string;
  /** How to answer; missing where nobody can. */
  readonly reply?: { readonly from: string; readonly to: string; readonly locale: string };
}

const WORDS = {
  sv: {
    yes: ["JA", "Ja", "Ja tack", "ja gärna"],
    question: [
      "Hej! Vad blir priset per kWh?",
      "Kan jag byta till rörligt pris i stället?",
      "Hur lång är bindningstiden?",
    ],
    stop: ["STOPP", "STOP", "Stopp"],
    accept: ["GODKÄNNER", "Godkänner", "Jag godkänner"],
  },
  en: {
    yes: ["YES", "Yes please"],
    question: ["What is the price per kWh?", "How long is the binding period?"],
    stop: ["STOP"],
    accept: ["ACCEPT", "I accept"],
  },
} as const;

/** What follows from a message about the end of an agreement. */
export function reactToRenewal(reading: Reading, agreement: Agreement): Plan[] {
  const { at, draw, habits, customerId, reply } = reading;
  const order = { kind: "order", customerId, agreementId: agreement.id } as const;
  let rest = draw("reaction");
  rest -= reply === undefined ? habits.ordersAfterMail : habits.ordersAfterSms;
  const days = reply === undefined ? 20 : 6;
  if (rest < 0)
    return [{ due: withinDays(at, days, draw("when")), deed: { ...order, channel: "web" } }];
  if (reply === undefined) return [];
  rest -= habits.answersYes;
  if (rest < 0) {
    const answer = text(reading, "yes", 300, agreement.id);
    return [...answer, ...staffRegister(answer, { ...order, channel: "sms" }, draw)];
  }
  rest -= habits.asks;
  if (rest < 0) {
    const answer = text(reading, "question", 300, agreement.id);
    if (draw("convinced") >= habits.ordersAfterAsking) return answer;
    return [...answer, ...staffRegister(answer, { ...order, channel: "customer-service" }, draw)];
  }
  rest -= habits.stops;
  return rest < 0 ? text(reading, "stop", 60) : [];
}

/** What follows from a message about an order that waits for its acceptance or its signature. */
export function reactToReminder(reading: Reading, order: Agreement): Plan[] {
  const { at, draw, habits, customerId } = reading;
  if (needsAcceptance(order)) return reactToConfirmation(reading, order);
  if (draw("signs") >= habits.signsWhenReminded) return [];
  const due = withinDays(at, 4, draw("when"));
  return [{ due, deed: { kind: "sign", customerId, orderId: order.id } }];
}

/** A mail is accepted on the web; an SMS is answered, and staff register the answer. */
function reactToConfirmation(reading: Reading, order: Agreement): Plan[] {
  const { at, draw, habits, customerId, reply } = reading;
  if (draw("accepts") >= habits.acceptsWhenAsked) return [];
  const plan = { customerId, orderId: order.id };
  const answer = reply === undefined ? [] : text(reading, "accept", 240, order.id);
  const acceptances =
    reply === undefined
      ? [
          {
            due: withinDays(at, 3, draw("accepts when")),
            deed: { kind: "accept", ...plan } as const,
          },
        ]
      : staffRegister(answer, { kind: "accept", ...plan }, draw);
  const signatures = acceptances.flatMap(({ due }): Plan[] =>
    draw("signs") < habits.signs
      ? [{ due: withinDays(due, 12, draw("when")), deed: { kind: "sign", ...plan } }]
      : [],
  );
  return [...answer, ...acceptances, ...signatures];
}

/** What follows from a mail from the club; `number` makes the purchases of one customer differ. */
export function reactToClubMail(reading: Reading, number: number): Plan[] {
  const { at, draw, habits, customerId } = reading;
  const plans: Plan[] = [];
  if (draw("buys") < habits.buysAfterClubMail) {
    const purchaseId = `P-${customerId}-C${number}`;
    plans.push({
      due: withinDays(at, 5, draw("when")),
      deed: { kind: "buy", customerId, purchaseId },
    });
  }
  if (draw("leaves club") < habits.leavesClubAfterMail)
    plans.push({
      due: withinMinutes(at, 600, draw("when")),
      deed: { kind: "leave-club", customerId },
    });
  return plans;
}

/** What a customer does after an order was registered. */
export function afterOrder(order: Agreement, at: Instant, draw: Draw, habits: Habits): Plan[] {
  const plan = { customerId: order.customerId, orderId: order.id };
  if (!needsAcceptance(order)) return draw("signs") < habits.signs ? [sign(at)] : [];
  if (draw("accepts") >= habits.accepts) return [];
  const accepted = withinDays(at, 3, draw("accepts when"));
  const acceptance: Plan = { due: accepted, deed: { kind: "accept", ...plan } };
  return draw("signs") < habits.signs ? [acceptance, sign(accepted)] : [acceptance];

  function sign(from: Instant): Plan {
    return { due: withinDays(from, 12, draw("when")), deed: { kind: "sign", ...plan } };
  }
}

function text(
  reading: Reading,
  kind: keyof (typeof WORDS)["sv"],
  minutes: number,
  about?: string,
): Plan[] {
  const { at, draw, customerId, reply } = reading;
  if (reply === undefined) return [];
  const { locale, from, to } = reply;
  const message = pick(WORDS[locale === "en" ? "en" : "sv"][kind], draw("words"));
  const due = withinMinutes(at, minutes, draw("when"));
  const guard = about === undefined ? {} : { about };
  return [{ due, deed: { kind: "text", customerId, from, to, message, ...guard } }];
}

// Staff read the answers during office hours and register what they are told to.
function staffRegister(answer: readonly Plan[], deed: Plan["deed"], draw: Draw): Plan[] {
  return answer.map(({ due }) => ({
    due: nextOpen(plusSeconds(due, pickWhole(1, 16, draw("staff")) * 900), SWEDISH_OFFICE_HOURS),
    deed,
  }));
}
