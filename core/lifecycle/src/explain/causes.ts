import type { LocalizedText } from "@perennial/contract";
import { REASON_CLAUSES } from "./reason-clauses.ts";

/**
 * What set a program in motion, took it on or ended it, as a clause that finishes "eftersom …" and "because …":
 * in Swedish with "inte" before the verb.
 */
export const CAUSES: Readonly<Record<string, LocalizedText>> = {
  entry: { sv: "kunden kom in i programmet", en: "the customer entered the program" },
  timer: { sv: "väntetiden var slut", en: "the wait was over" },
  manual: { sv: "en medarbetare startade det", en: "a member of staff started it" },
  "call-program": { sv: "ett annat program startade det", en: "another program started it" },
  "program.requested": {
    sv: "någon bad att programmet skulle starta",
    en: "someone asked for the program to start",
  },
  sent: { sv: "meddelandet hade gått iväg", en: "the message had left" },
  "no-capacity": {
    sv: "ingen säljare hade tid för samtalet före sista dagen",
    en: "no agent had time for the call before the last day",
  },
  "not-sent": { sv: "meddelandet inte skickades", en: "the message was not sent" },
  "agreement.end": { sv: "avtalets slutdag närmade sig", en: "the agreement's last day came near" },
  "agreement.ordered": { sv: "kunden beställde", en: "the customer ordered" },
  "agreement.accepted": {
    sv: "kunden godkände skriftligt",
    en: "the customer accepted in writing",
  },
  "agreement.signed": { sv: "avtalet blev undertecknat", en: "the agreement was signed" },
  "agreement.cancelled": { sv: "avtalet sades upp", en: "the agreement was cancelled" },
  "agreement.end-moved": {
    sv: "avtalets slutdag flyttades",
    en: "the agreement's last day was moved",
  },
  "message.replied": { sv: "kunden svarade", en: "the customer answered" },
  "message.failed": { sv: "meddelandet inte kom fram", en: "the message did not arrive" },
  "message.delivered": { sv: "meddelandet kom fram", en: "the message arrived" },
  "message.opened": { sv: "kunden öppnade meddelandet", en: "the customer opened the message" },
  "message.clicked": { sv: "kunden klickade på en länk", en: "the customer clicked a link" },
  "message.complained": {
    sv: "kunden anmälde meddelandet som skräppost",
    en: "the customer reported the message as spam",
  },
  "call.finished": { sv: "samtalet var avslutat", en: "the call was over" },
  "promise-kept": { sv: "det utlovade samtalet är ringt", en: "the promised call was made" },
  "promise-called-off": {
    sv: "löftet om ett samtal togs tillbaka",
    en: "the promise of a call was taken back",
  },
  "customer.deleted": REASON_CLAUSES["customer-gone"],
  "customer.merged": {
    sv: "kunden slogs ihop med en annan, som redan var i programmet",
    en: "the customer was merged with another, who was in the program already",
  },
  "customer.erased": {
    sv: "kunden bad om att bli glömd",
    en: "the customer asked to be forgotten",
  },
  "program.stop-requested": {
    sv: "någon bad att kunden skulle tas ur programmet",
    en: "someone asked for the customer to be taken out of the program",
  },
  "purchase.made": { sv: "kunden köpte", en: "the customer made a purchase" },
  "consent.changed": { sv: "kundens samtycke ändrades", en: "the customer's consent changed" },
  completed: { sv: "alla steg var gjorda", en: "all steps were done" },
  lapsed: { sv: "avtalet löpte ut utan förlängning", en: "the agreement ended without renewal" },
  declined: { sv: "kunden tackade nej", en: "the customer declined" },
  "end-moved": { sv: "avtalets slutdag flyttades", en: "the agreement's last day was moved" },
  "agreement-cancelled": { sv: "avtalet sades upp", en: "the agreement was cancelled" },
  "agreement-over": {
    sv: "det förlängda avtalet upphörde",
    en: "the renewed agreement came to an end",
  },
  "handed-over": {
    sv: "det förlängda avtalet nu har ett eget ärende",
    en: "the renewed agreement now has a case of its own",
  },
  "not-accepted": {
    sv: "kunden inte godkände skriftligt",
    en: "the customer did not accept in writing",
  },
  unsigned: { sv: "avtalet inte blev undertecknat", en: "the agreement was not signed" },
  "customer.tier-changed": {
    sv: "kundens medlemsnivå ändrades",
    en: "the customer's loyalty tier changed",
  },
  "customer.tier-near": {
    sv: "kunden närmade sig nästa medlemsnivå",
    en: "the customer came near the next loyalty tier",
  },
  "customer.phase-changed": {
    sv: "kunden kom in i en annan fas",
    en: "the customer entered another phase",
  },
  "customer.class-changed": {
    sv: "kundens värdeklass ändrades",
    en: "the customer's value class changed",
  },
  "customer.band-changed": {
    sv: "kundens plats i värdefördelningen ändrades",
    en: "the customer's value band changed",
  },
  "customer.flow-changed": {
    sv: "kunden bytte läge i kundflödet",
    en: "the customer moved in the customer flow",
  },
  "customer.segment-changed": {
    sv: "kunden bytte segment",
    en: "the customer's segment changed",
  },
  "customer.group-joined": {
    sv: "kunden kom med i en grupp",
    en: "the customer joined a group",
  },
  "customer.group-left": { sv: "kunden lämnade en grupp", en: "the customer left a group" },
  "customer.risk-changed": {
    sv: "risken att kunden lämnar ändrades",
    en: "the risk that the customer leaves changed",
  },
  "points.expiring": {
    sv: "kundens poäng var på väg att förfalla",
    en: "the customer's points were about to expire",
  },
  "visit.due": {
    sv: "kunden blev värd ett besök",
    en: "the customer came to be worth a visit",
  },
  "invitation.changed": { sv: "inbjudan ändrades", en: "the invitation changed" },
  "invitation.answered": {
    sv: "den inbjudna svarade på inbjudan",
    en: "the invited person answered the invitation",
  },
  "invitation.attended": {
    sv: "det blev känt om den inbjudna kom",
    en: "it became known whether the invited person came",
  },
  "referral.changed": { sv: "en rekommendation ändrades", en: "a referral changed" },
  "referral.advanced": { sv: "en rekommendation kom vidare", en: "a referral moved on" },
  "offer.redeemed": {
    sv: "kunden löste in ett erbjudande",
    en: "the customer redeemed an offer",
  },
  "interest.registered": { sv: "någon visade intresse", en: "someone showed interest" },
  "follow-up.reported": {
    sv: "uppföljningen rapporterades",
    en: "the follow-up was reported",
  },
  "survey.answered": {
    sv: "kunden svarade på en fråga",
    en: "the customer answered a question",
  },
};
