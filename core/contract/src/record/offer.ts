import { z } from "zod";
import { LocalizedText } from "../scalar.ts";

/** A proposal a message or an agent may make; which one a customer gets is chosen by condition. */
export const Offer = z
  .strictObject({
    id: z.string().min(1),
    name: LocalizedText,
    /** The product it leads to, in the system of record's words. */
    product: z.string().min(1),
    /** One sentence that sells it, for messages and for the agent's screen (L-17). */
    pitch: LocalizedText,
  })
  .meta({ id: "Offer", description: "A proposal a message or an agent may make." });
export type Offer = z.infer<typeof Offer>;
