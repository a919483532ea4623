import type { LocalizedText } from "@perennial/contract";

/** What set a program in motion or ended it, in words that finish "because …". */
const CAUSES: Readonly<Record<string, LocalizedText>> = {
  entry: { sv: "kunden kom in i programmet", en: "the customer entered the program" },
  timer: { sv: "väntetiden var slut", en: "the wait was over" },
  manual: { sv: "en medarbetare startade det", en: "a member of staff started it" },
  sent: { sv: "meddelandet hade gått iväg", en: "the message had left" },
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
  "message.failed": { sv: "meddelandet kom inte fram", en: "the message did not arrive" },
  "message.delivered": { sv: "meddelandet kom fram", en: "the message arrived" },
  "message.opened": { sv: "kunden öppnade meddelandet", en: "the customer opened the message" },
  "message.clicked": { sv: "kunden klickade på en länk", en: "the customer clicked a link" },
  "call.finished": { sv: "samtalet var avslutat", en: "the call was over" },
  "customer.deleted": {
    sv: "kunden finns inte längre i CRM",
    en: "the customer is no longer in the CRM",
  },
  "customer-gone": {
    sv: "kunden finns inte längre i CRM",
    en: "the customer is no longer in the CRM",
  },
  "purchase.made": { sv: "kunden köpte", en: "the customer made a purchase" },
  "consent.changed": { sv: "kundens samtycke ändrades", en: "the customer's consent changed" },
  completed: { sv: "alla steg var gjorda", en: "all steps were done" },
  lapsed: { sv: "avtalet löpte ut utan förlängning", en: "the agreement ended without renewal" },
  declined: { sv: "kunden tackade nej", en: "the customer declined" },
  "end-moved": { sv: "avtalets slutdag flyttades", en: "the agreement's last day was moved" },
  "agreement-cancelled": { sv: "avtalet sades upp", en: "the agreement was cancelled" },
};

/** A cause in words; a code without words of its own is shown as it is. */
export function causeWords(code: string): LocalizedText {
  return CAUSES[code] ?? { sv: `"${code}"`, en: `"${code}"` };
}
