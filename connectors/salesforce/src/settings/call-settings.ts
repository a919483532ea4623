import { setting } from "@perennial/connector-kit";
import { CALL_OUTCOMES } from "@perennial/contract";
import { z } from "zod";

type Outcome = (typeof CALL_OUTCOMES)[number];

/** Results of calls as they are usually named; Salesforce has none of its own. */
const RESULTS: Readonly<Record<string, Outcome>> = {
  ...{ Answered: "reached", Connected: "reached", Reached: "reached", Svarade: "reached" },
  ...{ "No Answer": "not-reached", Busy: "not-reached", "Left Voicemail": "not-reached" },
  ...{ "Left Message": "not-reached", "Inget svar": "not-reached", Upptaget: "not-reached" },
  ...{ "Wrong Number": "wrong-number", "Fel nummer": "wrong-number" },
  ...{ Renewed: "renewed", Förlängde: "renewed", Declined: "declined", "Tackade nej": "declined" },
  ...{ "Do Not Call": "do-not-call", "Ring inte": "do-not-call" },
};

/** How calls that people make from Salesforce, or log there, are read. */
export const CallSettings = z.strictObject({
  read: setting(z.boolean(), {
    label: { sv: "Läs samtal", en: "Read calls" },
    help: {
      sv: "Samtal som loggas i Salesforce eller görs från ringlistan där. Utfallet för program vidare.",
      en: "Calls that are logged in Salesforce, or made from the call list there. The outcome moves programs on.",
    },
  }).default(false),
  outcomes: setting(z.record(z.string().min(1), z.enum(CALL_OUTCOMES)), {
    label: { sv: "Samtalsresultat", en: "Call results" },
    help: {
      sv: "Samtalets resultat eller uppgiftens status till vänster, vad det betyder till höger. Stora och små bokstäver är lika.",
      en: "The call's result or the task's status on the left, what it means on the right. Capital and small letters are the same.",
    },
  }).default({ ...RESULTS }),
});
export type CallSettings = z.infer<typeof CallSettings>;
