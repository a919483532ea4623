import { compileProgram } from "../../enrolment/compiled-program.ts";
import { parseProgram } from "../../program/parse-program.ts";
import type { SettingValues } from "../../program/program.ts";
import { SimulationError } from "../simulation-error.ts";
import type { SimulatedProgram } from "../simulation-input.ts";

/** A renewal program in small, with a step of each kind that a dry run imagines. */
const RENEWAL = `
id: renewal
name: { sv: Förlängning, en: Renewal }
updated: 2026-11-22
objective: { sv: Förläng, en: Renew }
target: { sv: Alla, en: Everybody }
targetGroup: { sv: Kunder, en: Customers }
responsible: { sv: Försäljning, en: Sales }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
attributes:
  customer: { renewedUntil: date }
stages:
  - { id: due, name: { sv: Löper ut, en: Due } }
  - { id: reminded, name: { sv: Påmind, en: Reminded } }
  - { id: listed, name: { sv: På ringlistan, en: On the call list } }
  - { id: ordered, name: { sv: Beställt, en: Ordered } }
  - { id: care, name: { sv: Kundvård, en: Care } }
triggers:
  - { date: agreement.end, before: P90D, late: P76D }
  - signal: agreement.ordered
    when: { field: signal.renewalOf, is: is-set }
    startAt: thanks
entry:
  all:
    - { field: agreement.end, is: is-set }
    - any:
        - { field: agreement.status, is: equals, value: active }
        - { field: renewal.status, is: one-of, value: [ordered, active] }
reentry: always
goal:
  on: agreement.signed
  when: { field: signal.isRenewal, is: equals, value: true }
exits:
  - when: { field: agreement.status, is: equals, value: ended }
    in: [due, reminded, listed]
    reason: lapsed
  - when: { field: renewal.end, is: before, value: today }
    in: [care]
    reason: handed-over
reactions:
  - signal: agreement.ordered
    when: { field: signal.isRenewal, is: equals, value: true }
    in: [due, reminded, listed]
    goTo: thanks
  - signal: agreement.signed
    when: { field: signal.isRenewal, is: equals, value: true }
    in: [ordered]
    goTo: signed
  - signal: message.replied
    when: { field: signal.intent, is: equals, value: stop }
    in: [due, reminded, listed]
    goTo: await-order
  - signal: message.replied
    in: [reminded, listed]
    goTo: answered
  - signal: call.finished
    when: { field: signal.outcome, is: equals, value: declined }
    in: [reminded, listed]
    goTo: declined
  - signal: call.finished
    when: { field: signal.outcome, is: not-equals, value: not-reached }
    in: [reminded, listed]
    goTo: await-order
steps:
  - id: notice-day
    do: wait
    stage: due
    until: { date: agreement.end, before: P85D, at: "09:00" }
  - id: notice
    do: send
    channel: email
    template: notice
    class: statutory
    priority: 100
    otherwise: by-post
    next: reminder-day
  - { id: by-post, do: task, template: by-post }
  - id: reminder-day
    do: wait
    until: { date: agreement.end, before: P55D, at: "10:00", roll: later }
  - id: reminder
    do: send
    channel: sms
    template: reminder
    class: marketing
    priority: 70
    expires: P3D
  - { id: await-answer, do: wait, stage: reminded, for: P5D }
  - id: call
    do: call
    template: silent
    class: marketing
    priority: 60
    expires: P10D
    limit: { times: 2, goTo: await-order }
    otherwise: await-order
  - { id: await-call, do: wait, stage: listed, for: P12D, next: call }
  - { id: answered, do: task, template: answered }
  - id: await-order
    do: wait
    until: { date: agreement.end, after: P1D, at: "06:00" }
  - { id: lapsed, do: exit, reason: lapsed }
  - { id: declined, do: exit, reason: declined }
  - id: thanks
    do: send
    stage: ordered
    channel: sms
    template: thanks
    class: service
    priority: 90
    oncePer: renewal
    proceed: at-once
    keep: true
  - { id: await-signature, do: wait, for: P10D }
  - id: signature
    do: send
    channel: email
    template: signature
    class: service
    priority: 80
    limit: { times: 2, goTo: unsigned }
    next: await-signature
  - { id: unsigned, do: exit, reason: unsigned }
  - id: signed
    do: update
    stage: care
    object: customer
    values: { renewedUntil: { field: renewal.end } }
  - { id: club-day, do: wait, until: { nextMonthDay: 10, at: "10:00" } }
  - id: club-mail
    do: send
    channel: email
    template: club
    class: marketing
    topic: club
    priority: 20
    expires: P5D
    oncePer: calendar-month
    next: club-day
`;

/** Advertising to whoever becomes a customer, so that two programs compete for the same caps. */
const OFFERS = `
id: offers
name: { sv: Erbjudanden, en: Offers }
updated: 2026-11-22
objective: { sv: Sälj, en: Sell }
target: { sv: Alla, en: Everybody }
targetGroup: { sv: Kunder, en: Customers }
responsible: { sv: Försäljning, en: Sales }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
triggers:
  - { date: agreement.end, before: P56D }
steps:
  - { id: first, do: send, channel: sms, template: offer, class: marketing, priority: 10, proceed: at-once }
  - { id: second, do: send, channel: email, template: offer, class: marketing, priority: 90, oncePer: customer }
  - { id: over, do: exit, reason: completed }
`;

/** Starts another program, and never comes to rest if it is told to wait for nothing. */
const STARTER = `
id: starter
name: { sv: Start, en: Start }
updated: 2026-11-22
objective: { sv: Börja, en: Begin }
target: { sv: Alla, en: Everybody }
targetGroup: { sv: Kunder, en: Customers }
responsible: { sv: Försäljning, en: Sales }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
settings:
  rest: { type: duration, default: P1D, label: { sv: Vila, en: Rest } }
triggers:
  - { date: agreement.end, before: P80D }
steps:
  - { id: hand-over, do: call-program, program: offers }
  - { id: rest, do: wait, for: { setting: rest } }
  - { id: tell, do: webhook, type: rested, next: rest }
`;

/** A call that matters more than those of the renewal. */
const URGENT = `
id: urgent
name: { sv: Brådskande, en: Urgent }
updated: 2026-11-22
objective: { sv: Ring, en: Call }
target: { sv: Alla, en: Everybody }
targetGroup: { sv: Kunder, en: Customers }
responsible: { sv: Försäljning, en: Sales }
doneBy: { sv: Perennial, en: Perennial }
subject: agreement
triggers:
  - { date: agreement.end, before: P49D }
steps:
  - { id: urgent, do: call, template: silent, class: marketing, priority: 95 }
  - { id: called, do: exit, reason: called }
`;

const TEXTS = {
  "templates/notice.email.sv.txt":
    "Subject: Ditt avtal löper ut {{ agreement.end | date }}\n\nHej {{ customer.name }}!",
  "templates/reminder.sms.sv.txt":
    "Hej {{ customer.firstName }}! Förläng ditt avtal. Svara STOPP för att slippa reklam.",
  "templates/silent.call.sv.txt": "Ring {{ customer.name }}.",
  "templates/by-post.task.sv.txt": "Subject: Brev\n\nSkicka brev till {{ customer.name }}.",
  "templates/answered.task.sv.txt": "Subject: Svar\n\nSvara {{ customer.name }}.",
  "templates/thanks.sms.sv.txt": "Tack för din beställning!",
  "templates/signature.email.sv.txt": "Subject: Skriv under\n\nAvtalet väntar.",
  "templates/club.email.sv.txt": "Subject: Klubben\n\nErbjudande. {{ unsubscribeUrl }}",
  "templates/offer.sms.sv.txt": "Erbjudande! Svara STOPP för att slippa reklam.",
  "templates/offer.email.sv.txt": "Subject: Erbjudande\n\nKöp. {{ unsubscribeUrl }}",
};

function program(yaml: string, settings: SettingValues = {}): SimulatedProgram {
  const { program, templates, problems } = parseProgram({ "program.yaml": yaml, ...TEXTS });
  if (!program) throw new SimulationError(`The example has errors: ${problems[0]?.message}`);
  return { compiled: compileProgram({ program, version: 1, settings }), templates };
}

/** Notice by e-mail, reminder by SMS, calls, thanks, the watch for the signature, and a club mail each month. */
export const RENEWAL_IN_SMALL: SimulatedProgram = program(RENEWAL);
/** An SMS and an e-mail with advertising, one right after the other. */
export const OFFERS_IN_SMALL: SimulatedProgram = program(OFFERS);

/** One call, more urgent than those of the renewal. */
export const URGENT_CALL: SimulatedProgram = program(URGENT);

/** Starts the offers program, then calls a web hook once a rest. */
export function starterInSmall(rest: string): SimulatedProgram {
  return program(STARTER, { rest });
}
