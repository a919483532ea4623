import { baseUrl, secret, setting } from "@perennial/connector-kit";
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
  })
  .refine(hasBothOrNone, { error: "fill in both user name and password, or neither" });
export type SmtpSettings = z.infer<typeof SmtpSettings>;

function hasBothOrNone(login: {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}): boolean {
  return (login.username === undefined) === (login.password === undefined);
}
