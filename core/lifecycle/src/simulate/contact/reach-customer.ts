import type { Instant } from "@perennial/contract";
import type { MessageEffect } from "../../enrolment/effect.ts";
import type { Delivery } from "../cases/case.ts";
import type { Intake } from "../cases/intake.ts";
import { messageId } from "./policy-question.ts";

/** How a message reaches its customer. */
export interface Reaching {
  readonly text: string;
  readonly now: Instant;
  readonly intake: Intake;
}

/** Notes that a message is there, where answers and conditions look for it, and reports its delivery to who asks. */
export function reachCustomer(
  delivery: Delivery,
  effect: MessageEffect,
  { text, now, intake }: Reaching,
): void {
  const { of } = delivery;
  const { dossier, agreementId, program } = of;
  const id = messageId(delivery);
  if (effect.channel === "sms") dossier.lastTexter = of;
  intake.remember(dossier, {
    id,
    customerId: dossier.customer.id,
    ...(agreementId !== undefined && { agreementId }),
    at: now,
    kind: "message",
    direction: "out",
    channel: effect.channel,
    text,
    program: program.compiled.program.id,
    step: effect.step,
  });
  if (!program.listensTo.has("message.delivered")) return;
  const signal = {
    id: `${id}:delivered`,
    at: now,
    type: "message.delivered",
    commandId: id,
  } as const;
  const { step } = effect;
  intake.tell([{ signal, dossier, agreementId, about: of, step }]);
}
