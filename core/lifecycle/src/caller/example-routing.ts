import { RoutingRules } from "./routing-rules.ts";

/** Routing rules as an electricity supplier might have them: the example that tests and authors start from (L-10 to L-15, L-18). */
export const EXAMPLE_ROUTING: RoutingRules = RoutingRules.parse({
  errands: {
    outage: { sv: "Strömavbrott", en: "Power cut" },
    renew: { sv: "Förnya avtal", en: "Renew an agreement" },
    invoice: { sv: "Faktura", en: "Invoice" },
  },
  skills: {
    general: { sv: "Allmän kundservice", en: "General service" },
    agreements: { sv: "Avtal", en: "Agreements" },
    outages: { sv: "Driftstörningar", en: "Disturbances" },
  },
  voiceMessages: {
    welcome: { sv: "Välkommen. Vi svarar så snart vi kan.", en: "Welcome. We answer soon." },
    outage: { sv: "Vi känner till avbrottet.", en: "We know about the power cut." },
  },
  selfServices: {
    "my-pages": { sv: "Mina sidor", en: "My pages" },
    "outage-map": { sv: "Avbrottskartan", en: "The map of power cuts" },
  },
  views: {
    overview: { sv: "Översikt", en: "Overview" },
    agreement: { sv: "Avtal", en: "Agreement" },
    identify: { sv: "Fråga vem som ringer", en: "Ask who is calling" },
  },
  highlights: {
    "agreement-end": { sv: "Avtalets slutdag", en: "The agreement's end" },
    "open-problem": { sv: "Det som inte gick", en: "What did not work" },
  },
  rules: [
    {
      id: "outage",
      name: { sv: "Strömavbrott", en: "Power cut" },
      callers: ["known", "several", "unknown"],
      errands: ["outage"],
      gives: {
        ...{ priority: 90, skill: "outages", voiceMessage: "outage" },
        selfServices: ["outage-map"],
      },
    },
    {
      id: "gold-ending",
      name: { sv: "Guldkund vars avtal går ut", en: "Gold customer whose agreement ends" },
      when: {
        all: [
          { field: "customer.valueClass", is: "equals", value: "gold" },
          { field: "agreement.end", is: "on-or-before", value: "today+P90D" },
        ],
      },
      gives: {
        ...{ priority: 80, skill: "agreements", view: "agreement" },
        ...{ selfServices: [], highlight: ["agreement-end"] },
      },
    },
    {
      id: "self-service-failed",
      name: { sv: "Självbetjäningen misslyckades", en: "The self-service failed" },
      callers: ["known", "unknown"],
      selfService: ["failed"],
      gives: { priority: 70, selfServices: [], highlight: ["open-problem"] },
    },
  ],
  default: {
    ...{ priority: 40, skill: "general", voiceMessage: "welcome", view: "overview" },
    ...{ selfServices: ["my-pages"], highlight: [] },
  },
  unknown: {
    ...{ priority: 30, skill: "general", voiceMessage: "welcome", view: "identify" },
    ...{ selfServices: ["my-pages"], highlight: [] },
  },
});
