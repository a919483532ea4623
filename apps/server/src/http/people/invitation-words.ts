import type { Locale } from "@perennial/contract";

/** What an invitation says. */
export interface InvitationFacts {
  readonly locale: Locale;
  /** Who is invited. */
  readonly name: string;
  /** The company. */
  readonly company: string;
  /** Who invites. */
  readonly by: string;
  readonly url: string;
}

/** The e-mail that brings somebody the link they sign in with. */
export function invitationWords({ locale, name, company, by, url }: InvitationFacts): {
  readonly subject: string;
  readonly text: string;
} {
  if (locale === "en") {
    return {
      subject: `Your link to Perennial at ${company}`,
      text: [
        `Hello ${name},`,
        `${by} has let you in to Perennial, where ${company} looks after its customers. Open this link to sign in:`,
        url,
        "The link works once and for seven days. Ask for a new one if it has run out.",
      ].join("\n\n"),
    };
  }
  return {
    subject: `Din länk till Perennial hos ${company}`,
    text: [
      `Hej ${name}!`,
      `${by} har gett dig tillgång till Perennial, där ${company} tar hand om sina kunder. Öppna länken för att logga in:`,
      url,
      "Länken fungerar en gång och i sju dagar. Be om en ny om den har gått ut.",
    ].join("\n\n"),
  };
}
