import type { ProgramFiles } from "@perennial/lifecycle";

const HEADER = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];

function program(id: string, rest: string, texts: ProgramFiles): ProgramFiles {
  const header = HEADER.map((key) => `${key}: { sv: Prov ${id}, en: Test ${id} }`).join("\n");
  return { "program.yaml": `id: ${id}\n${header}\nupdated: 2026-01-01\n${rest}`, ...texts };
}

/**
 * A renewal in a few days with all that can go wrong in one: a notice, a reminder that needs consent, a wait for
 * an answer with a time-out, a call, a wait for what came of it, a task, a nudge, and thanks for whoever answers.
 */
export const SMALL: ProgramFiles = program(
  "small",
  `subject: agreement
triggers: [{ date: agreement.end, before: P30D, late: P10D }]
reentry: never
stages:
  - { id: open, name: { sv: Öppet, en: Open } }
  - { id: closed, name: { sv: Stängt, en: Closed } }
exits:
  - { on: agreement.cancelled, in: [open], reason: agreement-cancelled }
  - { on: customer.deleted, reason: customer-gone }
reactions:
  - signal: agreement.signed
    in: [open]
    goTo: thanks
  - signal: message.replied
    when: { field: signal.intent, is: equals, value: stop }
    in: [open]
    goTo: stopped
  - { signal: message.replied, in: [open], goTo: thanks }
steps:
  - { id: notice, stage: open, do: send, channel: email, template: notice, class: statutory, priority: 100, keep: true }
  - { id: rest, do: wait, for: PT12H }
  - { id: reminder, do: send, channel: sms, template: reminder, class: marketing, expires: P3D, otherwise: ring }
  - { id: listen, do: wait, for: P1D }
  - { id: ring, do: call, template: ring, class: service, expires: P4D, otherwise: look }
  - id: talk
    do: wait
    for: P2D
    on:
      - signal: call.finished
        when: { field: signal.outcome, is: equals, value: renewed }
        goTo: thanks
      - { signal: call.finished, goTo: look }
  - { id: look, do: task, template: look }
  - { id: nudge, do: send, channel: sms, template: nudge, class: service }
  - { id: watch, do: wait, for: P1D }
  - { id: done, do: exit, reason: completed }
  - { id: thanks, stage: closed, do: send, channel: sms, template: thanks, class: service, oncePer: agreement, keep: true }
  - { id: written, do: update, object: customer, values: { lifecycleStatus: renewed } }
  - { id: told, do: webhook, type: order.thanked.v1 }
  - { id: finish, do: exit, reason: renewed }
  - { id: stopped, stage: closed, do: exit, reason: stopped }
attributes:
  customer: { lifecycleStatus: text }
`,
  {
    "templates/notice.email.sv.txt": "Subject: Ditt avtal\n\nDitt avtal löper snart ut.\n",
    "templates/reminder.sms.sv.txt": "Förläng ditt avtal! Svara STOPP om du inte vill veta mer.",
    "templates/nudge.sms.sv.txt": "Ditt avtal löper ut. Hör av dig.",
    "templates/thanks.sms.sv.txt": "Tack för att du hörde av dig!",
    "templates/ring.call.sv.txt": "Hej, det är {{ tenant.name }}.",
    "templates/look.task.sv.txt": "Subject: Ring {{ customer.name }}\n\nKunden har inte svarat.\n",
  },
);

/** What follows on a call, once for each: an enrolment that is over at once, so that a call told twice would show. */
export const CARE: ProgramFiles = program(
  "care",
  `subject: customer
triggers: [{ signal: call.finished }]
reentry: always
steps:
  - { id: look, do: task, template: look }
  - { id: done, do: exit, reason: completed }
`,
  { "templates/look.task.sv.txt": "Subject: Efter samtalet\n\nSe efter.\n" },
);
