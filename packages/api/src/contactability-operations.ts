import {
  CHANNELS,
  Instant,
  LEGAL_BASES,
  LocalDate,
  LocalizedText,
  RecordId,
} from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});

/** Whether a customer may be contacted by a channel, on which ground, from when and until when. */
const ContactWay = z.strictObject({
  channel: z.enum(CHANNELS),
  class: z.enum(["service", "marketing"]).meta({
    description: "`service`: about what the customer has; `marketing`: with offers.",
  }),
  when: z.enum(["now", "later", "unknown", "never"]).meta({
    description:
      "`now` exactly when a message of a program would leave now. `unknown`: once a person has acted. `never`: as things stand.",
  }),
  reason: z.string().nullable().meta({
    description: "Why not now, by the policy's reason code; null where it may be now.",
  }),
  basis: z.enum(LEGAL_BASES).nullable().meta({ description: "The ground it is lawful on." }),
  from: Instant.nullable().meta({ description: "The first moment at which it may be." }),
  until: Instant.nullable().meta({
    description: "The moment from which it may no longer; null where no end is in sight.",
  }),
  sentence: LocalizedText.meta({ description: "All of it, to be read aloud." }),
});

/** How a customer may be contacted today, by the rules in force. */
export const ContactabilityView = z
  .strictObject({
    customerId: RecordId,
    asOf: Instant,
    rulePack: z.strictObject({ id: z.string(), title: LocalizedText }).meta({
      description: "The rules of law it is judged by.",
    }),
    ways: z.array(ContactWay),
    notices: z
      .array(
        z.strictObject({
          agreementId: RecordId,
          state: z.enum(["not-yet", "open", "passed"]),
          firstDate: LocalDate.nullable(),
          lastDate: LocalDate.nullable(),
          sentence: LocalizedText,
        }),
      )
      .meta({ description: "The notices that the law asks for before agreements end." }),
  })
  .meta({ id: "Contactability" });
export type ContactabilityView = z.infer<typeof ContactabilityView>;

/** What can be asked about how a customer may be contacted. */
export const CONTACTABILITY_OPERATIONS = {
  getContactability: operation({
    id: "getContactability",
    method: "get",
    path: "/v1/customers/{id}/contactability",
    summary:
      "Whether a customer may be contacted by each channel today, on which ground, from when and until when",
    tag: "Customers",
    role: "viewer",
    params: z.strictObject({ id: RecordId }),
    query: none,
    body: none,
    answer: ContactabilityView,
  }),
} as const;
