import { baseUrl, secret, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** A number that takes replies, or a name of 3 to 11 letters and digits (46elks.com/kb/text-sender-id). */
const SENDER = /^(?:\+[1-9]\d{5,14}|[A-Za-z][A-Za-z0-9]{2,10})$/;

/** What a customer fills in to send through its 46elks account. */
export const Sms46elksSettings = z.strictObject({
  username: setting(z.string().min(1), {
    label: { sv: "API-användarnamn", en: "API username" },
    help: {
      sv: "Står under Account i 46elks kontrollpanel.",
      en: "Is shown under Account in the 46elks dashboard.",
    },
  }),
  password: secret({ label: { sv: "API-lösenord", en: "API password" } }),
  sender: setting(
    z.string().regex(SENDER, {
      error:
        "write a number such as +46766861004, or 3 to 11 letters and digits with a letter first",
    }),
    {
      label: { sv: "Avsändare", en: "Sender" },
      help: {
        sv: "Ert 46elks-nummer, om mottagaren ska kunna svara, annars ett namn på 3–11 tecken.",
        en: "Your 46elks number if recipients are to reply, otherwise a name of 3 to 11 characters.",
      },
    },
  ),
  webhookToken: secret(
    {
      label: { sv: "Webhook-token", en: "Webhook token" },
      help: {
        sv: "Minst 24 slumpmässiga tecken. 46elks signerar inte sina anrop; detta visar att de är äkta.",
        en: "At least 24 random characters. 46elks does not sign its requests; this shows they are genuine.",
      },
    },
    z.string().min(24),
  ),
  baseUrl: baseUrl({
    label: { sv: "Adress till API:et", en: "Address of the API" },
    help: {
      sv: "Ändras bara för prov mot en simulator.",
      en: "Only changed to try things out against a simulator.",
    },
  }).default("https://api.46elks.com"),
});
export type Sms46elksSettings = z.infer<typeof Sms46elksSettings>;
