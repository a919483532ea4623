import { baseUrl, secret, webhookSecret } from "@perennial/connector-kit";
import { z } from "zod";

/** What a customer fills in to connect its dialer. */
export const DialerWebhookSettings = z.strictObject({
  baseUrl: baseUrl({
    label: { sv: "Adress", en: "Address" },
    help: {
      sv: "Dit Perennial skickar poster till ringlistan, till exempel https://ringsystem.example/perennial.",
      en: "Where Perennial sends entries for the call list, such as https://dialer.example/perennial.",
    },
  }),
  token: secret({
    label: { sv: "Åtkomsttoken", en: "Access token" },
    help: {
      sv: "Skickas som Bearer-token i varje anrop till ringsystemet.",
      en: "Sent as a bearer token in every request to the dialer.",
    },
  }),
  signingSecret: webhookSecret({
    label: { sv: "Signeringsnyckel", en: "Signing secret" },
    help: {
      sv: "Nyckeln (whsec_…) som ringsystemet signerar sina svar med.",
      en: "The secret (whsec_…) the dialer signs its reports with.",
    },
  }),
  previousSigningSecret: webhookSecret({
    label: { sv: "Tidigare signeringsnyckel", en: "Previous signing secret" },
    help: {
      sv: "Gäller också medan nyckeln byts ut. Töm fältet när bytet är klart.",
      en: "Is honoured too while the secret is replaced. Empty it when that is done.",
    },
  }).optional(),
});
export type DialerWebhookSettings = z.infer<typeof DialerWebhookSettings>;
