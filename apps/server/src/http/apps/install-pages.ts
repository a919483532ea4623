import type { LocalizedText } from "@perennial/contract";
import type { AppErrorCode, InstalledApp } from "@perennial/runtime";
import type { PlainPage } from "../plain-page.ts";

/** The languages that pages are in. */
export type PageLanguage = PlainPage["language"];

/** What a page is about. */
export interface PageFacts {
  readonly language: PageLanguage;
  /** What the vendor is called. */
  readonly vendor: string;
  /** Where the installation is begun anew; missing where that takes an invitation. */
  readonly again?: string;
  /** What the vendor said, in its words. */
  readonly said?: string;
}

/** Why an account was not connected. */
export type InstallFailure = AppErrorCode | "declined" | "vendor";

/** The page that asks whoever was invited whether they mean to connect their account to this company. */
export function confirmPage(company: string, { language, vendor }: PageFacts): PlainPage {
  if (language === "sv") {
    return {
      language,
      title: `Anslut ert konto i ${vendor} till ${company}?`,
      paragraphs: [
        `Ni är inbjudna att ansluta ert konto i ${vendor} till företaget ${company} i Perennial. De som arbetar där får då se era kunder och avtal och kan skriva till dem.`,
        `Fortsätt bara om ni väntade er inbjudan och ${company} är ert företag eller någon som arbetar åt er.`,
      ],
      button: `Fortsätt till ${vendor}`,
    };
  }
  return {
    language,
    title: `Connect your ${vendor} account to ${company}?`,
    paragraphs: [
      `You are invited to connect your ${vendor} account to the company ${company} in Perennial. The people who work there will then see your customers and agreements and be able to write to them.`,
      `Go on only if you expected the invitation and ${company} is your company, or one that works for you.`,
    ],
    button: `Continue to ${vendor}`,
  };
}

/** The page on the way to the vendor, for browsers that do not go on by themselves. */
export function onwardPage(url: string, { language, vendor }: PageFacts): PlainPage {
  const words =
    language === "sv"
      ? { title: `Vidare till ${vendor}`, text: `Öppna ${vendor}` }
      : { title: `On to ${vendor}`, text: `Open ${vendor}` };
  return { language, title: words.title, link: { url, text: words.text } };
}

/** The page after an account was connected: what happens now, and what to do next. */
export function connectedPage(
  { tenant, installation: { name, problem }, again, settingsUrl }: InstalledApp,
  { language, vendor }: PageFacts,
): PlainPage {
  const words = language === "sv" ? connectedSv : connectedEn;
  const paragraphs = words({ name, company: tenant.name, vendor, problem, again });
  const title =
    language === "sv" ? `${name} är ansluten till Perennial` : `${name} is connected to Perennial`;
  const text = language === "sv" ? `Öppna ${vendor}` : `Open ${vendor}`;
  const link = settingsUrl === undefined ? {} : { link: { url: settingsUrl, text } };
  return { language, title, paragraphs, ...link };
}

interface Connected {
  readonly name: string;
  /** The tenant's name. */
  readonly company: string;
  readonly vendor: string;
  readonly problem: string | null;
  readonly again: boolean;
}

function connectedSv({ company, vendor, problem, again }: Connected): readonly string[] {
  return [
    `Kontot hör till företaget ${company} i Perennial.`,
    again
      ? "Anslutningen är förnyad. Inställningarna är desamma som förut."
      : `Kunder och avtal läses nu in från ${vendor}. Inget skickas till någon av det som läses in.`,
    ...(problem === null ? [] : [`Allt blev inte klart: ${problem}`]),
    `Öppna Perennials inställningar i ${vendor} och kontrollera hur fälten är kopplade innan ni startar ett program. Det här fönstret kan stängas.`,
  ];
}

function connectedEn({ company, vendor, problem, again }: Connected): readonly string[] {
  return [
    `The account belongs to the company ${company} in Perennial.`,
    again
      ? "The connection is renewed. Its settings are the same as before."
      : `Customers and agreements are now being read from ${vendor}. Nothing is sent to anyone because of what is read.`,
    ...(problem === null ? [] : [`Not everything could be made ready: ${problem}`]),
    `Open Perennial's settings in ${vendor} and check how the fields are mapped before you start a program. You can close this window.`,
  ];
}

/** What to say of each failure, and what would help; `{vendor}` stands for the vendor. */
const FAILURES: Readonly<Record<InstallFailure, LocalizedText>> = {
  declined: {
    sv: "Du valde att inte godkänna appen i {vendor}. Inget har ändrats. Börja om när du vill, som någon som får installera appar.",
    en: "You chose not to approve the app in {vendor}. Nothing has changed. Begin anew whenever you like, as somebody who may install apps.",
  },
  vendor: {
    sv: "{vendor} släppte inte igenom installationen. Inget har ändrats. Försök igen om en stund.",
    en: "{vendor} did not let the installation through. Nothing has changed. Try again in a while.",
  },
  "no-app": {
    sv: "Den här servern har ingen app för {vendor}. Fråga den som driver servern.",
    en: "This server has no app for {vendor}. Ask whoever runs the server.",
  },
  "bad-state": {
    sv: "Installationen påbörjades för mer än tio minuter sedan, i en annan webbläsare, eller är redan klar. Börja om i samma webbläsare, med kakor tillåtna.",
    en: "The installation was begun more than ten minutes ago, in another browser, or is finished already. Begin anew in one browser, with cookies allowed.",
  },
  "bad-invitation": {
    sv: "Inbjudan gäller inte längre, har redan använts eller är inte hel. Be den som bjöd in om en ny.",
    en: "The invitation no longer holds, was used already, or is not whole. Ask whoever invited you for a new one.",
  },
  "other-tenant": {
    sv: "Kontot i {vendor} är redan anslutet till ett annat företag här. Avinstallera appen i {vendor} först och öppna sedan inbjudan igen.",
    en: "The account in {vendor} is connected to another company here already. Uninstall the app in {vendor} first, and then open the invitation again.",
  },
  "other-account": {
    sv: "Företaget som bjöd in är redan anslutet till ett annat konto i {vendor}. Koppla från det kontot först, eller installera utan inbjudan.",
    en: "The company that invited you is connected to another account in {vendor} already. Disconnect that account first, or install without the invitation.",
  },
  "bad-settings": {
    sv: "Det som {vendor} berättade om kontot gick inte att använda. Inget har ändrats. Hör av dig till den som driver servern.",
    en: "What {vendor} told of the account could not be used. Nothing has changed. Tell whoever runs the server.",
  },
};

/** The page of an installation that came to nothing: why, and what would help. */
export function failedPage(failure: InstallFailure, facts: PageFacts): PlainPage {
  const { language, vendor, again, said } = facts;
  const answered = language === "sv" ? `${vendor} svarade: ${said}` : `${vendor} said: ${said}`;
  return {
    language,
    title: language === "sv" ? "Kontot anslöts inte" : "The account was not connected",
    paragraphs: [
      FAILURES[failure][language].replaceAll("{vendor}", vendor),
      ...(said === undefined ? [] : [answered.slice(0, 500)]),
    ],
    ...(again !== undefined && {
      link: { url: again, text: language === "sv" ? "Börja om" : "Begin anew" },
    }),
  };
}
