import type { LocalizedText } from "@perennial/contract";

/** What happens when a signal comes, in words that follow "when". */
export const SIGNAL_CLAUSES: Readonly<Record<string, LocalizedText>> = {
  "agreement.ordered": { sv: "kunden beställer", en: "the customer orders" },
  "agreement.accepted": {
    sv: "kunden godkänner skriftligt",
    en: "the customer accepts in writing",
  },
  "agreement.signed": { sv: "avtalet blir undertecknat", en: "the agreement is signed" },
  "agreement.cancelled": { sv: "avtalet sägs upp", en: "the agreement is cancelled" },
  "agreement.end-moved": {
    sv: "avtalets slutdag flyttas",
    en: "the agreement's last day is moved",
  },
  "message.delivered": { sv: "meddelandet kommer fram", en: "the message arrives" },
  "message.failed": { sv: "meddelandet inte kommer fram", en: "the message does not arrive" },
  "message.opened": { sv: "kunden öppnar meddelandet", en: "the customer opens the message" },
  "message.clicked": { sv: "kunden klickar på en länk", en: "the customer clicks a link" },
  "message.complained": {
    sv: "kunden anmäler meddelandet som skräppost",
    en: "the customer reports the message as spam",
  },
  "message.replied": { sv: "kunden svarar", en: "the customer answers" },
  "call.finished": { sv: "samtalet är avslutat", en: "the call is over" },
  "purchase.made": { sv: "kunden köper", en: "the customer makes a purchase" },
  "consent.changed": { sv: "kundens samtycke ändras", en: "the customer's consent changes" },
  "customer.deleted": { sv: "kunden tas bort ur CRM", en: "the customer is removed from the CRM" },
  "program.requested": { sv: "någon startar programmet", en: "someone starts the program" },
  "customer.tier-changed": {
    sv: "kundens medlemsnivå ändras",
    en: "the customer's loyalty tier changes",
  },
  "customer.tier-near": {
    sv: "kunden närmar sig nästa medlemsnivå",
    en: "the customer comes near the next loyalty tier",
  },
  "customer.phase-changed": {
    sv: "kunden kommer in i en annan fas",
    en: "the customer enters another phase",
  },
  "customer.class-changed": {
    sv: "kundens värdeklass ändras",
    en: "the customer's value class changes",
  },
  "customer.band-changed": {
    sv: "kundens plats i värdefördelningen ändras",
    en: "the customer's value band changes",
  },
  "customer.flow-changed": {
    sv: "kunden byter läge i kundflödet",
    en: "the customer moves in the customer flow",
  },
  "customer.segment-changed": {
    sv: "kunden byter segment",
    en: "the customer's segment changes",
  },
  "customer.group-joined": {
    sv: "kunden kommer med i en grupp",
    en: "the customer joins a group",
  },
  "customer.group-left": { sv: "kunden lämnar en grupp", en: "the customer leaves a group" },
  "customer.risk-changed": {
    sv: "risken att kunden lämnar ändras",
    en: "the risk that the customer leaves changes",
  },
  "points.expiring": {
    sv: "kundens poäng är på väg att förfalla",
    en: "the customer's points are about to expire",
  },
  "visit.due": {
    sv: "kunden blir värd ett besök",
    en: "the customer comes to be worth a visit",
  },
  "invitation.changed": { sv: "inbjudan ändras", en: "the invitation changes" },
  "invitation.answered": {
    sv: "den inbjudna svarar på inbjudan",
    en: "the invited person answers the invitation",
  },
  "invitation.attended": {
    sv: "det blir känt om den inbjudna kom",
    en: "it is known whether the invited person came",
  },
  "referral.changed": { sv: "en rekommendation ändras", en: "a referral changes" },
  "referral.advanced": {
    sv: "en rekommendation kommer vidare",
    en: "a referral moves on",
  },
  "offer.redeemed": { sv: "kunden löser in ett erbjudande", en: "the customer redeems an offer" },
  "interest.registered": {
    sv: "någon visar intresse",
    en: "someone shows interest",
  },
  "follow-up.reported": {
    sv: "uppföljningen rapporteras",
    en: "the follow-up is reported",
  },
  "survey.answered": { sv: "kunden svarar på en fråga", en: "the customer answers a question" },
};
