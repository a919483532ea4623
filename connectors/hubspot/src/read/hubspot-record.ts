import { toInstant } from "@perennial/connector-kit";
import { z } from "zod";

const Moment = z.string().transform((text, context) => {
  const instant = toInstant(text);
  if (instant !== undefined) return instant;
  context.addIssue({ code: "custom", message: "is not a date and time with its zone" });
  return z.NEVER;
});

/** A record as every API of HubSpot's gives it (crm/hubspot.md, 4.2). */
export const HubspotRecord = z.looseObject({
  id: z.string().min(1).max(100),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: Moment,
  updatedAt: Moment,
  archived: z.boolean().nullish(),
  archivedAt: Moment.nullish(),
});
export type HubspotRecord = z.infer<typeof HubspotRecord>;

/** A page of a list or of a search. Its records are judged one by one: one that is strange costs no other. */
export const RecordPage = z.looseObject({
  results: z.array(z.unknown()),
  paging: z.looseObject({ next: z.looseObject({ after: z.coerce.string() }).nullish() }).nullish(),
});

/** A record together with whose it is, as far as that is asked for. */
export interface OwnedRecord {
  readonly record: HubspotRecord;
  /** The contact it belongs to; itself, for a contact. */
  readonly contactId: string | undefined;
}
