import type { Command, CommandKind } from "@perennial/contract";

const WHO = { customerId: "c-1001" };

const EXAMPLES: { readonly [Kind in CommandKind]: Omit<Extract<Command, { kind: Kind }>, "id"> } = {
  "send-sms": { ...WHO, kind: "send-sms", class: "service", to: "+46700000001", text: "Hej!" },
  "send-email": {
    ...WHO,
    kind: "send-email",
    class: "service",
    to: "anna.ek@example.com",
    subject: "Hej",
    text: "Hej Anna!",
  },
  "put-call": {
    ...WHO,
    kind: "put-call",
    phone: "+46700000001",
    name: "Anna Ek",
    reason: "Inget svar på SMS",
    priority: 50,
  },
  "withdraw-call": { ...WHO, kind: "withdraw-call", callId: "call-1", reason: "Kunden har svarat" },
  "create-task": { ...WHO, kind: "create-task", title: "Ring upp", body: "Om avtalet" },
  "update-record": {
    ...WHO,
    kind: "update-record",
    object: "customer",
    recordId: WHO.customerId,
    values: { segment: "villa" },
  },
  "add-note": {
    ...WHO,
    kind: "add-note",
    at: "2026-03-02T08:59:00.000Z",
    text: "Påminnelse skickad",
  },
  "update-consent": {
    ...WHO,
    kind: "update-consent",
    to: "anna.ek@example.com",
    channel: "email",
    purpose: "marketing",
    state: "withdrawn",
    at: "2026-03-02T08:59:00.000Z",
    source: "unsubscribe-link",
    legalBasis: "consent",
  },
};

/** An ordinary command of a kind, for scenarios that need no other. */
export function anyCommand<Kind extends CommandKind>(
  kind: Kind,
  id: string,
): Extract<Command, { kind: Kind }>;
export function anyCommand(kind: CommandKind, id: string): object {
  return { ...EXAMPLES[kind], id };
}
