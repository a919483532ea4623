import { baseUrl, secret, webhookSecret } from "@perennial/connector-kit";
import { z } from "zod";

/** What a customer fills in to connect its CRM. */
export const WebhookSettings = z.strictObject({
  baseUrl: baseUrl({
    label: { sv: "Adress", en: "Address" },
    help: {
      sv: "Där ert CRM svarar, till exempel https://crm.example/perennial.",
      en: "Where your CRM answers, such as https://crm.example/perennial.",
    },
  }),
  token: secret({
    label: { sv: "Åtkomsttoken", en: "Access token" },
    help: {
      sv: "Skickas som Bearer-token i varje anrop till ert CRM.",
      en: "Sent as a bearer token in every request to your CRM.",
    },
  }),
  signingSecret: webhookSecret({
    label: { sv: "Signeringsnyckel", en: "Signing secret" },
    help: {
      sv: "Nyckeln (whsec_…) som båda sidor signerar med.",
      en: "The secret (whsec_…) both sides sign with.",
    },
  }),
  previousSigningSecret: webhookSecret({
    label: { sv: "Tidigare signeringsnyckel", en: "Previous signing secret" },
    help: {
      sv: "Gäller också medan nyckeln byts ut. Töm fältet när bytet är klart.",
      en: "Is used too while the secret is replaced. Empty it when that is done.",
    },
  }).optional(),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;

/** The secrets in use, the present one first. */
export function signingSecrets(settings: WebhookSettings): readonly string[] {
  return [settings.signingSecret, settings.previousSigningSecret].filter(
    (secret) => secret !== undefined,
  );
}
