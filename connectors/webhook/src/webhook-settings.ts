import { baseUrl, secret, setting, webhookSecret } from "@perennial/connector-kit";
import { z } from "zod";
import { DeliveryId, InboundAuth } from "./inbound-auth.ts";
import { WebhookMapping } from "./mapping/mapping.ts";

/** A secret that deliveries show or sign with: long enough that nobody guesses it. */
const InboundSecret = z.string().min(16, { error: "write a secret of 16 characters or more" });

/**
 * What the other side can be told of where customers stand, amounts in minor units; of their course through programs; and of both in
 * words for its staff, which go along with whatever else of a customer is written.
 */
const WRITE_BACK_FIELDS = [
  ...(["tier", "phase", "valueClass", "segment", "risk", "value"] as const),
  ...(["nextRenewal", "renewalValue"] as const),
  ...(["programs", "nextStep", "nextStepAt"] as const),
  ...(["tierName", "tierRemaining", "tierKeeping", "tierShare", "riskReasons", "say"] as const),
] as const;

/** What a customer fills in to connect its CRM or shop. */
export const WebhookSettings = z
  .strictObject({
    baseUrl: baseUrl({
      label: { sv: "Adress", en: "Address" },
      help: {
        sv: "Där ert CRM svarar, till exempel https://crm.example/perennial. Tom om det bara skickar hit.",
        en: "Where your CRM answers, such as https://crm.example/perennial. Empty if it only sends to us.",
      },
    }).optional(),
    token: secret({
      label: { sv: "Åtkomsttoken", en: "Access token" },
      help: {
        sv: "Skickas som Bearer-token i varje anrop till ert CRM.",
        en: "Sent as a bearer token in every request to your CRM.",
      },
    }).optional(),
    signingSecret: webhookSecret({
      label: { sv: "Signeringsnyckel", en: "Signing secret" },
      help: {
        sv: "Nyckeln (whsec_…) som båda sidor signerar med.",
        en: "The secret (whsec_…) both sides sign with.",
      },
    }).optional(),
    previousSigningSecret: webhookSecret({
      label: { sv: "Tidigare signeringsnyckel", en: "Previous signing secret" },
      help: {
        sv: "Gäller också medan nyckeln byts ut. Töm fältet när bytet är klart.",
        en: "Is used too while the secret is replaced. Empty it when that is done.",
      },
    }).optional(),
    inboundAuth: InboundAuth.optional(),
    inboundSecret: secret(
      {
        label: { sv: "Nyckel för leveranser hit", en: "Secret of deliveries to us" },
        help: {
          sv: "Det som leveranser signeras med eller visar, när det inte är Standard Webhooks.",
          en: "What deliveries are signed with or show, where it is not Standard Webhooks.",
        },
      },
      InboundSecret,
    ).optional(),
    previousInboundSecret: secret(
      {
        label: {
          sv: "Tidigare nyckel för leveranser hit",
          en: "Previous secret of deliveries to us",
        },
        help: {
          sv: "Gäller också medan nyckeln byts ut. Töm fältet när bytet är klart.",
          en: "Is honoured too while the secret is replaced. Empty it when that is done.",
        },
      },
      InboundSecret,
    ).optional(),
    deliveryId: DeliveryId.optional(),
    writeBack: setting(z.array(z.enum(WRITE_BACK_FIELDS)), {
      label: { sv: "Skrivs till ert CRM", en: "Written to your CRM" },
      help: {
        sv: "Fält om kunden som ert CRM får veta när de ändras här. Nivåns namn, det som återstår, skälen till risken och vad man kan säga följer med de andra. Tom om det inte ska få veta något.",
        en: "Fields of the customer that your CRM is told of when they change here. The tier's name, what remains, the reasons for the risk and what to say go along with the others. Empty to tell it of none.",
      },
    }).optional(),
    mapping: setting(WebhookMapping, {
      label: { sv: "Mappning", en: "Mapping" },
      help: {
        sv: "Vad leveranserna hit betyder. Tom om de följer vårt eget protokoll.",
        en: "What deliveries to us mean. Empty if they follow our own protocol.",
      },
    }).optional(),
  })
  .superRefine((settings, context) => {
    for (const [field, message] of missing(settings)) {
      context.addIssue({ code: "custom", path: [field], message });
    }
  });
export type WebhookSettings = z.infer<typeof WebhookSettings>;

/** The secrets both sides sign with, the present one first. */
export function signingSecrets(settings: WebhookSettings): readonly string[] {
  return present([settings.signingSecret, settings.previousSigningSecret]);
}

/** The secrets that deliveries to us are signed with or show, the present one first. */
export function inboundSecrets(settings: WebhookSettings): readonly string[] {
  return present([settings.inboundSecret, settings.previousInboundSecret]);
}

function present(secrets: readonly (string | undefined)[]): readonly string[] {
  return secrets.filter((secret) => secret !== undefined);
}

type Given = Pick<
  WebhookSettings,
  "baseUrl" | "token" | "signingSecret" | "inboundSecret" | "inboundAuth"
>;

/** Which fields the others call for. */
function missing(given: Given): readonly (readonly [keyof Given, string])[] {
  const { baseUrl: address, token, signingSecret, inboundSecret, inboundAuth } = given;
  const isStandard = (inboundAuth?.kind ?? "standard-webhooks") === "standard-webhooks";
  const needs: readonly (readonly [boolean, keyof Given, string])[] = [
    [address !== undefined && token === undefined, "token", "an address needs an access token"],
    [address === undefined && token !== undefined, "baseUrl", "a token needs an address"],
    [
      signingSecret === undefined && (isStandard || address !== undefined),
      "signingSecret",
      "what is sent, and Standard Webhooks to us, need a signing secret",
    ],
    [
      inboundSecret === undefined && !isStandard,
      "inboundSecret",
      `deliveries by ${inboundAuth?.kind} need a secret`,
    ],
  ];
  return needs.flatMap(([lacks, field, message]) => (lacks ? [[field, message] as const] : []));
}
