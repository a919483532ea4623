import type { LocalizedText } from "@perennial/contract";
import type { ReasonEvidence } from "./evidence.ts";
import type { Reason } from "./reasons.ts";
import {
  because,
  by,
  colon,
  contacts,
  detail,
  earliest,
  exception,
  holiday,
  inProgram,
  limit,
  on,
  onTopic,
  overdue,
  pausedBy,
  since,
  source,
  subject,
  to,
  until,
  usefulUntil,
  window,
} from "./sentence-parts.ts";

type Sentence = (evidence: ReasonEvidence) => LocalizedText;

/**
 * A reason said in full, as customer service can read it aloud to the customer. Facts the evidence lacks are
 * left out, so that an old record still gives a whole sentence.
 */
export function reasonSentence(reason: Reason, evidence: ReasonEvidence): LocalizedText {
  return SENTENCES[reason](evidence);
}

const SENTENCES: Readonly<Record<Reason, Sentence>> = {
  "no-consent": noConsent,
  suppressed,
  "do-not-call": doNotCall,
  capped: (e) => ({
    sv: `Kunden har redan haft ${contacts(e, "sv")}${window(e, "sv")}${limit(e, "sv")}.`,
    en: `The customer has already had ${contacts(e, "en")}${window(e, "en")}${limit(e, "en")}.`,
  }),
  "quiet-hours-wait": (e) => ({
    sv: `Kunden ska inte störas just nu${holiday(e, "sv")}${earliest(e, "sv")}.`,
    en: `The customer is not to be disturbed now${holiday(e, "en")}${earliest(e, "en")}.`,
  }),
  "quiet-hours-drop": (e) => ({
    sv: `Kunden ska inte störas vid den här tiden${holiday(e, "sv")}, och meddelandet ska inte skickas senare.`,
    en: `The customer is not to be disturbed at this time${holiday(e, "en")}, and the message is not to be sent later.`,
  }),
  expired,
  holdout,
  duplicate: (e) => ({
    sv: `Samma meddelande har redan skickats${to(e, "sv")}${on(e, "sv")}.`,
    en: `The same message has already been sent${to(e, "en")}${on(e, "en")}.`,
  }),
  "missing-address": missingAddress,
  "missing-data": (e) => ({
    sv: `Uppgifter som meddelandet behöver saknas${colon(e.missing, "sv")}.`,
    en: `Data that the message needs is missing${colon(e.missing, "en")}.`,
  }),
  "render-error": (e) => ({
    sv: `Texten till meddelandet kunde inte sättas samman${detail(e)}.`,
    en: `The text of the message could not be put together${detail(e)}.`,
  }),
  "provider-rejected": (e) => ({
    sv: `Tjänsten som skulle skicka meddelandet tog inte emot det${detail(e)}.`,
    en: `The service that was to send the message did not accept it${detail(e)}.`,
  }),
  exited: (e) => ({
    sv: `Kunden hade lämnat programmet${on(e, "sv")}${detail(e)}.`,
    en: `The customer had left the program${on(e, "en")}${detail(e)}.`,
  }),
  "goal-met": (e) => ({
    sv: `Målet med programmet var redan nått${on(e, "sv")}${detail(e)}.`,
    en: `The goal of the program had already been reached${on(e, "en")}${detail(e)}.`,
  }),
  "program-paused": (e) => ({
    sv: `Programmet är pausat eller ännu inte startat${overdue(e, "sv")}.`,
    en: `The program is paused or has not been started yet${overdue(e, "en")}.`,
  }),
  "not-approved": (e) => ({
    sv: `Meddelandet eller programmet är ännu inte godkänt${overdue(e, "sv")}.`,
    en: `The message or the program has not been approved yet${overdue(e, "en")}.`,
  }),
  "superseded-by-priority": (e) => ({
    sv: `Ett viktigare meddelande till kunden går först${limit(e, "sv")}.`,
    en: `A more important message to the customer goes first${limit(e, "en")}.`,
  }),
  paused: (e) => ({
    sv: `Kunden har pausat reklam${until(e, "sv")}.`,
    en: `The customer has paused marketing${until(e, "en")}.`,
  }),
  "unknown-outcome": (e) => ({
    sv: `Ett tidigare försök${on(e, "sv")} kan ha nått kunden, och meddelandet får inte skickas två gånger.`,
    en: `An earlier attempt${on(e, "en")} may have reached the customer, and the message must not be sent twice.`,
  }),
  "customer-gone": customerGone,
  "program-ended": () => ({
    sv: "Programmet har avslutats.",
    en: "The program has been ended.",
  }),
  "budget-spent": (e) => ({
    sv: `Kunden har redan haft ${contacts(e, "sv")} på ett år${limit(e, "sv")} för en kund som köper så ofta.`,
    en: `The customer has already had ${contacts(e, "en")} in a year${limit(e, "en")} for a customer who buys this often.`,
  }),
  "date-passed": datePassed,
  "sending-paused": (e) => ({
    sv: `Alla utskick är pausade${since(e, "sv")}${pausedBy(e, "sv")}${overdue(e, "sv")}.`,
    en: `All sending is paused${since(e, "en")}${pausedBy(e, "en")}${overdue(e, "en")}.`,
  }),
  "in-call": (e) => ({
    sv: `Ett samtal med kunden pågår${since(e, "sv")}.`,
    en: `A call with the customer has been going on${since(e, "en")}.`,
  }),
};

function holdout(e: ReasonEvidence): LocalizedText {
  if (e.cause === "global") {
    return {
      sv: "Kunden ingår i den gemensamma kontrollgruppen, som inte får reklam från något program, så att effekten av alla program tillsammans kan mätas.",
      en: "The customer is in the global control group, which gets no marketing from any program, so that the effect of all programs together can be measured.",
    };
  }
  return {
    sv: `Kunden ingår i kontrollgruppen${inProgram(e, "sv")}, som inte får reklam, så att effekten kan mätas.`,
    en: `The customer is in the control group${inProgram(e, "en")}, which gets no marketing, so that the effect can be measured.`,
  };
}

function noConsent(e: ReasonEvidence): LocalizedText {
  if (e.cause === "withdrawn") {
    return {
      sv: `Kunden har tackat nej till ${subject(e, "sv")}${by(e, "sv")}${onTopic(e, "sv")}${on(e, "sv")}${source(e, "sv")}.`,
      en: `The customer declined ${subject(e, "en")}${by(e, "en")}${onTopic(e, "en")}${on(e, "en")}${source(e, "en")}.`,
    };
  }
  return {
    sv: `Kunden har inte samtyckt till ${subject(e, "sv")}${by(e, "sv")}${onTopic(e, "sv")}${exception(e, "sv")}.`,
    en: `The customer has not consented to ${subject(e, "en")}${by(e, "en")}${onTopic(e, "en")}${exception(e, "en")}.`,
  };
}

function doNotCall(e: ReasonEvidence): LocalizedText {
  if (e.cause === "register") {
    return {
      sv: `Kunden är spärrad för säljsamtal (NIX-Telefon eller egen begäran)${exception(e, "sv")}.`,
      en: `The customer is marked as not to be called for sales (the national register or own request)${exception(e, "en")}.`,
    };
  }
  return {
    sv: `Kunden bad oss själv${on(e, "sv")} att inte ringa${source(e, "sv")}.`,
    en: `The customer asked us${on(e, "en")} not to call${source(e, "en")}.`,
  };
}

function suppressed(e: ReasonEvidence): LocalizedText {
  const why: Readonly<Record<string, LocalizedText>> = {
    objection: {
      sv: "Kunden har avsagt sig reklam",
      en: "The customer has objected to marketing",
    },
    complaint: {
      sv: "Kunden har klagat på våra utskick",
      en: "The customer has complained about our messages",
    },
    bounced: {
      sv: `Tidigare meddelanden${to(e, "sv")} har inte kommit fram`,
      en: `Earlier messages${to(e, "en")} did not arrive`,
    },
    invalid: {
      sv: `Det går inte att skicka${to(e, "sv")}`,
      en: `Nothing can be sent${to(e, "en")}`,
    },
  };
  const said = why[e.cause ?? ""] ?? {
    sv: "Kunden är spärrad för utskick",
    en: "The customer is blocked from messages",
  };
  const seen = e.cause === "bounced" || e.cause === "invalid";
  return {
    sv: `${said.sv}${seen ? "" : on(e, "sv")}${source(e, "sv")}.`,
    en: `${said.en}${seen ? "" : on(e, "en")}${source(e, "en")}.`,
  };
}

function expired(e: ReasonEvidence): LocalizedText {
  return {
    sv: `Meddelandet var bara till nytta${usefulUntil(e, "sv")}${because(e, "sv")}.`,
    en: `The message was only of use${usefulUntil(e, "en")}${because(e, "en")}.`,
  };
}

const ADDRESSES = {
  email: { sv: "en giltig e-postadress", en: "a valid e-mail address" },
  sms: { sv: "ett giltigt mobilnummer", en: "a valid mobile number" },
  phone: { sv: "ett giltigt telefonnummer", en: "a valid phone number" },
  post: { sv: "en postadress", en: "a postal address" },
} as const;

function missingAddress(e: ReasonEvidence): LocalizedText {
  if (e.cause === "unusable") {
    const address = e.contactPoint;
    return {
      sv: `Kunden kan inte nås${address === undefined ? by(e, "sv") : ` på ${address}`}${source(e, "sv")}.`,
      en: `The customer cannot be reached${address === undefined ? by(e, "en") : ` at ${address}`}${source(e, "en")}.`,
    };
  }
  const address = ADDRESSES[e.channel ?? "post"];
  const written = e.contactPoint === undefined ? "" : `: ${e.contactPoint}`;
  return {
    sv: `Kunden saknar ${address.sv} i registret${written}.`,
    en: `The customer has no ${address.en.replace(/^a /, "")} on record${written}.`,
  };
}

function datePassed(e: ReasonEvidence): LocalizedText {
  if (e.at === undefined) {
    return {
      sv: "Tiden för steget hade redan passerat.",
      en: "The time of the step had already passed.",
    };
  }
  return {
    sv: `Steget skulle ha tagits${on(e, "sv")}, och den tiden hade redan passerat.`,
    en: `The step was due${on(e, "en")}, and that time had already passed.`,
  };
}

function customerGone(e: ReasonEvidence): LocalizedText {
  if (e.cause === "erased") {
    return {
      sv: `Kundens uppgifter har raderats på egen begäran${on(e, "sv")}.`,
      en: `The customer's data was erased at the customer's own request${on(e, "en")}.`,
    };
  }
  if (e.cause === "deceased") {
    return { sv: "Kunden har avlidit.", en: "The customer has died." };
  }
  return {
    sv: "Kunden finns inte längre i kundregistret.",
    en: "The customer is no longer in the customer register.",
  };
}
