import { baseUrl, secret, setting } from "@perennial/connector-kit";
import { z } from "zod";

/**
 * A number, a short code, a name of at most 11 characters, or the SID of a messaging service
 * (twilio.com/docs/glossary/what-alphanumeric-sender-id).
 */
const SENDER =
  /^(?:\+[1-9]\d{5,14}|\d{3,6}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ]{0,9}[A-Za-z0-9]|[A-Za-z])$/;

/** What a customer fills in to send through its Twilio account. */
export const SmsTwilioSettings = z
  .strictObject({
    accountSid: setting(
      z.string().regex(/^AC[0-9a-f]{32}$/, { error: "write AC and 32 hexadecimal digits" }),
      {
        label: { sv: "Konto-SID", en: "Account SID" },
        help: {
          sv: "Börjar med AC och står på första sidan i Twilios konsol.",
          en: "Begins with AC and is shown on the first page of the Twilio Console.",
        },
      },
    ),
    authToken: secret({
      label: { sv: "Auth Token", en: "Auth token" },
      help: {
        sv: "Kontots primära token. Med den signerar Twilio sina anrop till oss.",
        en: "The account's primary token. Twilio signs its requests to us with it.",
      },
    }),
    secondaryAuthToken: secret({
      label: { sv: "Sekundär Auth Token", en: "Secondary auth token" },
      help: {
        sv: "Fylls i innan token byts, så att signaturer med den nya godtas från första stund.",
        en: "Fill it in before the token is changed, so that signatures with the new one are taken at once.",
      },
    }).optional(),
    apiKeySid: setting(
      z.string().regex(/^SK[0-9a-f]{32}$/, { error: "write SK and 32 hexadecimal digits" }),
      {
        label: { sv: "API-nyckelns SID", en: "API key SID" },
        help: {
          sv: "Börjar med SK. Med en nyckel används kontots token bara för signaturer.",
          en: "Begins with SK. With a key the account's token is only used for signatures.",
        },
      },
    ).optional(),
    apiKeySecret: secret({
      label: { sv: "API-nyckelns hemlighet", en: "API key secret" },
    }).optional(),
    sender: setting(
      z.string().regex(SENDER, {
        error:
          "write a number such as +46766861004, a short code, a name of at most 11 letters, digits and spaces, or the SID of a messaging service",
      }),
      {
        label: { sv: "Avsändare", en: "Sender" },
        help: {
          sv: "Ett nummer eller kortnummer hos Twilio, om mottagaren ska kunna svara, en meddelandetjänst (MG…), eller ett namn på högst 11 tecken.",
          en: "A number or short code of yours at Twilio if recipients are to reply, a messaging service (MG…), or a name of at most 11 characters.",
        },
      },
    ),
    baseUrl: baseUrl({
      label: { sv: "Adress till API:et", en: "Address of the API" },
      help: {
        sv: "Ändras bara för en annan region än USA eller för prov mot en simulator.",
        en: "Only changed for another region than the US, or to try things out against a simulator.",
      },
    }).default("https://api.twilio.com"),
  })
  .refine(hasWholeKey, { error: "fill in both the SID and the secret of the API key, or neither" });
export type SmsTwilioSettings = z.infer<typeof SmsTwilioSettings>;

/** Whether a sender is a messaging service, which picks the number itself. */
export function isMessagingService(sender: string): boolean {
  return sender.startsWith("MG") && sender.length === 34;
}

function hasWholeKey(key: {
  readonly apiKeySid?: string | undefined;
  readonly apiKeySecret?: string | undefined;
}): boolean {
  return (key.apiKeySid === undefined) === (key.apiKeySecret === undefined);
}
