import { Instant } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { NumberedPageQuery, pageOf } from "./schemas.ts";

const none = z.strictObject({});
const fields = z.record(z.string(), z.unknown());

/** Something that somebody changed. */
export const AuditEntryView = z
  .strictObject({
    id: z.int(),
    at: Instant,
    who: z.string(),
    role: z.string(),
    origin: z.enum(["console", "api", "crm-page", "cli"]).meta({
      description: "From where: the console, the API, a page inside the CRM, or the command line.",
    }),
    operation: z.string().meta({ description: "The operation's id in this document." }),
    about: fields.meta({ description: "What it was about, such as `id` or `customer`." }),
    before: fields.nullable().meta({ description: "Fields that differ, as they were." }),
    after: fields.nullable().meta({ description: "Fields that differ, as they are." }),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntryView = z.infer<typeof AuditEntryView>;

/** Who changed what. */
export const AUDIT_OPERATIONS = {
  listAudit: operation({
    id: "listAudit",
    method: "get",
    path: "/v1/audit",
    summary: "Who changed what, from where and when, newest first; kept for three years",
    tag: "Audit",
    role: "admin",
    params: none,
    query: NumberedPageQuery.extend({
      who: z.string().max(300).optional(),
      operation: z.string().max(100).optional(),
      about: z.string().max(200).optional().meta({
        description: "A word in what it was about, such as a customer's id.",
      }),
      from: Instant.optional(),
      until: Instant.optional().meta({ description: "Before then." }),
    }),
    body: none,
    answer: pageOf(AuditEntryView),
  }),
  listAuditNames: operation({
    id: "listAuditNames",
    method: "get",
    path: "/v1/audit/names",
    summary: "Who stands in the audit log, and which operations",
    tag: "Audit",
    role: "admin",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      people: z.array(z.string()),
      operations: z.array(
        z.strictObject({
          id: z.string(),
          summary: z.string().meta({ description: "What it does, in a sentence." }),
        }),
      ),
    }),
  }),
} as const;
