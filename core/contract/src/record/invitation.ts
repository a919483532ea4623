import { z } from "zod";
import { Attributes, Instant } from "../scalar.ts";
import { RecordId } from "./customer.ts";

/** What an invited person answers (P-08, P-12): comes, does not come, or does not but wants to know more. */
export const INVITATION_ANSWERS = ["yes", "no", "wants-information"] as const;

/** One person's invitation to an event: what is planned, what was answered and who came (P:2). */
export const Invitation = z
  .strictObject({
    id: RecordId,
    customerId: RecordId,
    /** The event, by the id it has in the system of record. */
    event: z.string().min(1),
    eventName: z.string().min(1),
    /** When the event begins; messages are counted back from it (P-07, P-09). */
    startsAt: Instant,
    place: z.string().optional(),
    answer: z.enum(INVITATION_ANSWERS).optional(),
    answeredAt: Instant.optional(),
    /** Whether the person came; not known before the event. */
    attended: z.boolean().optional(),
    attributes: Attributes.default({}),
    updatedAt: Instant,
  })
  .meta({ id: "Invitation", description: "One person's invitation to an event." });
export type Invitation = z.infer<typeof Invitation>;
