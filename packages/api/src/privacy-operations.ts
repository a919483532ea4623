import { Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });

/** A customer's rights over what is known of them (GDPR, 15 and 17). */
export const PRIVACY_OPERATIONS = {
  exportCustomer: operation({
    id: "exportCustomer",
    method: "post",
    path: "/v1/customers/{id}/export",
    summary: "Everything that is kept of one person, as they have a right to see it",
    tag: "Customers",
    role: "admin",
    params: byId,
    query: none,
    body: none,
    answer: z.strictObject({
      customer: RecordId,
      madeAt: Instant,
      parts: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).meta({
        description: "Rows as they are kept, by what they are.",
      }),
    }),
  }),
  eraseCustomer: operation({
    id: "eraseCustomer",
    method: "post",
    path: "/v1/customers/{id}/erase",
    summary:
      "Forgets a person: every copy goes, their programs end, and nothing is sent to their addresses again",
    tag: "Customers",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({
      confirm: z
        .string()
        .meta({ description: "The customer's id once more: it cannot be undone." }),
    }),
    answer: z.strictObject({
      erased: z.literal(true),
      pseudonym: z.string().meta({
        description: "The name under which figures and the audit log go on counting them.",
      }),
    }),
  }),
} as const;
