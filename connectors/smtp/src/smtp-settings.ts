import { baseUrl, secret, setting, webhookSecret } from "@perennial/connector-kit";
import { z } from "zod";

const Search = z
  .strictObject({
    url: baseUrl({
      label: { sv: "Sökadress", en: "Search address" },
      help: {
        sv: "Där reläets meddelandesökning (Mailpits API) svarar, till exempel https://mailpit.example.",
        en: "Where the relay's message search (Mailpit's API) answers, such as https://mailpit.example.",
      },
    }),
    username: setting(z.string().min(1), {
      label: { sv: "Användarnamn för sökning", en: "User name for the search" },
    }).optional(),
    password: secret({
      label: { sv: "Lösenord för sökning", en: "Password for the search" },
    }).optional(),
  })
  .refine(hasBothOrNone, { error: "fill in both user name and password, or neither" });

const PREVIOUS = {
  label: { sv: "Föregående hemlighet", en: "Previous secret" },
  help: {
    sv: "Fylls i efter ett byte, så att det som skickats med den gamla fortfarande gäller.",
    en: "Fill it in after a change, so that what was sent with the old one still counts.",
  },
};

const Reports = z.strictObject({
  secret: webhookSecret({
    label: { sv: "Hemlighet för rapporter", en: "Secret for reports" },
    help: {
      sv: "Den som vidarebefordrar studsar och klagomål signerar med den eller skickar den som Bearer-token.",
      en: "Whatever forwards bounces and complaints signs with it or sends it as a bearer token.",
    },
  }),
  previousSecret: webhookSecret(PREVIOUS).optional(),
  returnPath: setting(z.email(), {
    label: { sv: "Studsadress", en: "Bounce address" },
    help: {
      sv: "Brevlådan dit studsar går. Måste ta emot adresser med plustecken, som studs+x@exempel.se.",
      en: "The mailbox that bounces go to. It must take addresses with a plus sign, such as bounce+x@example.com.",
    },
  }).optional(),
});

const TrackLinks = z.strictObject({
  secret: secret(
    {
      label: { sv: "Hemlighet för spårade länkar", en: "Secret for tracked links" },
      help: { sv: "Minst 24 slumpmässiga tecken.", en: "At least 24 random characters." },
    },
    z.string().min(24),
  ),
  previousSecret: secret(PREVIOUS, z.string().min(24)).optional(),
  baseUrl: baseUrl({
    label: { sv: "Adress i länkarna", en: "Address in the links" },
    help: {
      sv: "Om länkarna ska gå till en egen adress, vars anrop ni för vidare till anslutningens dörr.",
      en: "If links are to lead to an address of your own, whose requests you pass on to the connection's door.",
    },
  }).optional(),
});

/** What a customer fills in to send through its mail server. */
export const SmtpSettings = z
  .strictObject({
    host: setting(z.string().min(1), {
      label: { sv: "Server", en: "Server" },
      help: { sv: "Till exempel smtp.example.com.", en: "Such as smtp.example.com." },
    }),
    port: setting(z.int().min(1).max(65535), {
      label: { sv: "Port", en: "Port" },
      help: {
        sv: "587 med STARTTLS, 465 med TLS.",
        en: "587 with STARTTLS, 465 with TLS.",
      },
    }).default(587),
    encryption: setting(z.enum(["starttls", "tls", "none"]), {
      label: { sv: "Kryptering", en: "Encryption" },
      help: {
        sv: "starttls kräver kryptering innan något skickas; none är bara för en server på samma maskin.",
        en: "starttls demands encryption before anything is sent; none is only for a server on the same machine.",
      },
    }).default("starttls"),
    username: setting(z.string().min(1), {
      label: { sv: "Användarnamn", en: "User name" },
    }).optional(),
    password: secret({ label: { sv: "Lösenord", en: "Password" } }).optional(),
    fromAddress: setting(z.email(), {
      label: { sv: "Avsändaradress", en: "Sender address" },
      help: {
        sv: "Servern måste få skicka för dess domän (SPF, DKIM, DMARC).",
        en: "The server must be allowed to send for its domain (SPF, DKIM, DMARC).",
      },
    }),
    fromName: setting(z.string().min(1), {
      label: { sv: "Avsändarnamn", en: "Sender name" },
    }).optional(),
    replyTo: setting(z.email(), {
      label: { sv: "Svarsadress", en: "Reply address" },
      help: {
        sv: "Dit svar går, om det inte är avsändaradressen.",
        en: "Where replies go, if not to the sender address.",
      },
    }).optional(),
    search: setting(Search, {
      label: { sv: "Meddelandesökning", en: "Message search" },
      help: {
        sv: "Gör att oklara utskick kan slås upp. Utan den avgör reglerna för oklara meddelanden.",
        en: "Lets unclear messages be looked up. Without it the rules for unclear messages decide.",
      },
    }).optional(),
    reports: setting(Reports, {
      label: { sv: "Studsar och klagomål", en: "Bounces and complaints" },
      help: {
        sv: "Gör att det märks när ett mejl inte kom fram eller anmäldes som skräppost.",
        en: "Lets it be known when an e-mail did not arrive or was reported as spam.",
      },
    }).optional(),
    trackLinks: setting(TrackLinks, {
      label: { sv: "Spåra öppningar och klick", en: "Track opens and clicks" },
      help: {
        sv: "Bara i mejl till kunder som har gått med på det. Av om inget fylls i.",
        en: "Only in e-mails to customers who have agreed to it. Off unless filled in.",
      },
    }).optional(),
  })
  .refine(hasBothOrNone, { error: "fill in both user name and password, or neither" });
export type SmtpSettings = z.infer<typeof SmtpSettings>;

function hasBothOrNone(login: {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}): boolean {
  return (login.username === undefined) === (login.password === undefined);
}
