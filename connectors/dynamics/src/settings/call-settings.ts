import { setting } from "@perennial/connector-kit";
import { CALL_OUTCOMES } from "@perennial/contract";
import { z } from "zod";

/** How phone calls that people make from Dynamics 365, or log there, are read. */
export const CallSettings = z.strictObject({
  read: setting(z.boolean(), {
    label: { sv: "Läs samtal", en: "Read calls" },
    help: {
      sv: "Telefonsamtal som slutförs i Dynamics 365. Utfallet för program vidare.",
      en: "Phone calls that are completed in Dynamics 365. The outcome moves programs on.",
    },
  }).default(false),
  outcome: setting(z.string().min(1).nullable(), {
    label: { sv: "Kolumn för utfallet", en: "Column of the outcome" },
    help: {
      sv: "Er egen kolumn på telefonsamtal. Utan den är ett ringt eller mottaget samtal ett där kunden nåddes, utom när ett röstmeddelande lämnades.",
      en: "Your own column of phone calls. Without it a call made or received is one that reached the customer, unless a voice mail was left.",
    },
  }).default(null),
  outcomes: setting(z.record(z.string().min(1), z.enum(CALL_OUTCOMES)), {
    label: { sv: "Utfall", en: "Outcomes" },
    help: {
      sv: "Kolumnens värde till vänster (för ett val dess nummer), vad det betyder till höger.",
      en: "The column's value on the left (of a choice its number), what it means on the right.",
    },
  }).default({}),
});
export type CallSettings = z.infer<typeof CallSettings>;
