import { setting } from "@perennial/connector-kit";
import { CALL_OUTCOMES } from "@perennial/contract";
import { z } from "zod";

/** How calls that people log in HubSpot, or make from it, are read. */
export const CallSettings = z.strictObject({
  read: setting(z.boolean(), {
    label: { sv: "Läs samtal", en: "Read calls" },
    help: {
      sv: "Samtal som loggas i HubSpot eller rings därifrån. Program väntar medan kunden talar med er, och utfallet för dem vidare.",
      en: "Calls that are logged in HubSpot or made from it. Programs wait while the customer is on the phone, and the outcome moves them on.",
    },
  }).default(false),
  outcomes: setting(z.record(z.string().min(1), z.enum(CALL_OUTCOMES)), {
    label: { sv: "Egna utfall", en: "Outcomes of your own" },
    help: {
      sv: "Vad portalens egna samtalsutfall betyder, efter deras id. HubSpots egna är kända.",
      en: "What the portal's own call outcomes mean, by their ids. HubSpot's are known.",
    },
  }).default({}),
});
export type CallSettings = z.infer<typeof CallSettings>;
