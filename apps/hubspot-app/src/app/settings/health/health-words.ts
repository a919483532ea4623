import type { Language } from "perennial-hubspot-shared";

const SV = {
  works: "Anslutningen fungerar",
  worksHelp: "Ändringar i HubSpot når Perennial inom någon minut.",
  troubled: "Anslutningen har ett problem",
  troubledHelp:
    "Vi försöker igen av oss själva. Finns problemet kvar i en timme, gör som det står.",
  paused: "Anslutningen står still",
  pausedHelp: "Anslut igen, så fortsätter läsningen där den slutade.",
  disconnected: "Appen är frånkopplad",
  disconnectedHelp:
    "Inget läses från HubSpot och inget skrivs dit. Installera appen igen för att fortsätta.",
  connectAgain: "Anslut igen",
  account: (name: string, id: string) => `Konto: ${name} (${id})`,
  syncedAt: (at: string) => `Senast läst: ${at}`,
  administrators: (names: string) => `Administratörer: ${names}`,
  noAdministrators: "Ingen står som administratör. Installera appen igen för att bli det.",
  missing: "Det här går inte att använda",
  missingHelp:
    "Kontots plan har det inte, eller så gavs inte rätten vid installationen. Anslut igen och tillåt det som saknas.",
  load: "Första inläsningen",
  loadStates: {
    none: "Inget läses in från början.",
    waiting: "Inläsningen börjar snart.",
    loading: "Inläsningen pågår. Du kan lämna sidan.",
    done: "Allt är inläst.",
  },
  startedAt: (at: string) => `Började ${at}`,
  readOf: (count: string, total: string) => `${count} av ${total} inlästa`,
  read: (count: string) => `${count} inlästa`,
  lastAt: (at: string) => `senast ${at}`,
  nothingRead: "Inget är inläst än.",
  waiting: (count: number) => `${count} ändrade poster väntar på att läsas.`,
  lists: "Posterna",
  inSync: "I takt med HubSpot",
  excluded: "Utelämnade",
  failing: "Misslyckade",
  reason: "Orsak",
  count: "Antal",
  exclusions: "Senast utelämnade",
  failures: "Senaste felen",
  reread: "Läs ändringar nu",
  rereadAll: "Läs allt från början",
  rereadDone: "Läsningen börjar nu.",
  rereadAllDone: "Allt läses om. Det som redan är i gång påverkas inte.",
  disconnect: "Koppla från",
  disconnectTitle: "Koppla från Perennial?",
  disconnectHelp:
    "Appen tas bort ur HubSpot-kontot och våra nycklar dit raderas på en gång. Inget mer läses från HubSpot eller skrivs dit, och program som behöver HubSpot stannar. Kunder, avtal och historik ligger kvar i Perennial, så att du kan ansluta igen; be oss om du vill ha dem raderade. Egenskaper som vi skapat i HubSpot ligger kvar där.",
  disconnectDone: "Perennial är frånkopplat.",
};
export type HealthWords = typeof SV;

/** What the health tab says, by language. */
export const HEALTH_WORDS: Readonly<Record<Language, HealthWords>> = {
  sv: SV,
  en: {
    works: "The connection works",
    worksHelp: "Changes in HubSpot reach Perennial within a minute or so.",
    troubled: "The connection has a problem",
    troubledHelp: "We try again by ourselves. If it is still there in an hour, do as it says.",
    paused: "The connection stands still",
    pausedHelp: "Connect again, and reading goes on where it stopped.",
    disconnected: "The app is disconnected",
    disconnectedHelp:
      "Nothing is read from HubSpot or written to it. Install the app again to go on.",
    connectAgain: "Connect again",
    account: (name, id) => `Account: ${name} (${id})`,
    syncedAt: (at) => `Last read: ${at}`,
    administrators: (names) => `Administrators: ${names}`,
    noAdministrators: "Nobody is an administrator. Install the app again to be one.",
    missing: "This cannot be used",
    missingHelp:
      "The account's plan does not have it, or it was not allowed when the app was installed. Connect again and allow what is missing.",
    load: "First load",
    loadStates: {
      none: "Nothing is read from the beginning.",
      waiting: "The load begins soon.",
      loading: "The load is under way. You can leave the page.",
      done: "Everything has been read.",
    },
    startedAt: (at) => `Began ${at}`,
    readOf: (count, total) => `${count} of ${total} read`,
    read: (count) => `${count} read`,
    lastAt: (at) => `latest ${at}`,
    nothingRead: "Nothing has been read yet.",
    waiting: (count) => `${count} changed records wait to be read.`,
    lists: "The records",
    inSync: "In sync with HubSpot",
    excluded: "Excluded",
    failing: "Failing",
    reason: "Reason",
    count: "Count",
    exclusions: "Latest excluded",
    failures: "Latest failures",
    reread: "Read changes now",
    rereadAll: "Read everything anew",
    rereadDone: "Reading begins now.",
    rereadAllDone: "Everything is read anew. What is under way is not affected.",
    disconnect: "Disconnect",
    disconnectTitle: "Disconnect Perennial?",
    disconnectHelp:
      "The app is taken out of the HubSpot account, and our keys to it are deleted at once. Nothing more is read from HubSpot or written to it, and programs that need HubSpot stop. Customers, agreements and history stay in Perennial, so that you can connect again; ask us if you want them deleted. Properties that we made in HubSpot stay there.",
    disconnectDone: "Perennial is disconnected.",
  },
};

const KINDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  sv: {
    ...{ contact: "Kontakter", contacts: "Kontakter", deal: "Affärer", deals: "Affärer" },
    ...{ order: "Order", orders: "Order" },
    ...{ subscription: "Prenumerationer", subscriptions: "Prenumerationer" },
    ...{ customer: "Kunder", agreement: "Avtal", purchase: "Köp", consent: "Samtycken" },
  },
  en: {
    ...{ contact: "Contacts", contacts: "Contacts", deal: "Deals", deals: "Deals" },
    ...{ order: "Orders", orders: "Orders" },
    ...{ subscription: "Subscriptions", subscriptions: "Subscriptions" },
    ...{ customer: "Customers", agreement: "Agreements", purchase: "Purchases" },
    ...{ consent: "Consents" },
  },
};

/** What people call a kind of record; a portal's own kinds are shown by their id. */
export function kindWord(kind: string, language: Language): string {
  return KINDS[language][kind] ?? kind;
}
