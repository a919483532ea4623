import type { Language } from "perennial-hubspot-shared";

const SV = {
  title: "Kom i gång",
  go: "Gå dit",
  steps: {
    connect: { title: "Anslut HubSpot", help: "Anslutningen står still. Anslut den igen." },
    load: {
      title: "Läs in kunderna",
      help: "Vi läser in kontakter och affärer. Inget skickas med anledning av det som redan finns. Du kan göra resten under tiden.",
    },
    map: {
      title: "Säg var avtalen finns",
      help: "Lägg till minst en avtalskälla: affärer, prenumerationer, datum på kontakten eller ett eget objekt.",
    },
    sender: {
      title: "Ange avsändare",
      help: "Säg vem sms och e-post kommer från. Finns ingen kanal att välja, ansluter du en i Perennial först.",
    },
    activate: {
      title: "Slå på ett program",
      help: "Se först hur många som skulle gå in, och slå sedan på det.",
    },
  },
};

/** What the checklist says, by language. */
export const CHECKLIST_WORDS: Readonly<Record<Language, typeof SV>> = {
  sv: SV,
  en: {
    title: "Getting started",
    go: "Go there",
    steps: {
      connect: { title: "Connect HubSpot", help: "The connection stands still. Connect it again." },
      load: {
        title: "Read the customers",
        help: "We are reading contacts and deals. Nothing is sent because of what is there already. You can do the rest meanwhile.",
      },
      map: {
        title: "Say where agreements are",
        help: "Add at least one source of agreements: deals, subscriptions, dates on the contact, or a custom object.",
      },
      sender: {
        title: "Give a sender",
        help: "Say who texts and e-mails are from. If there is no channel to choose, connect one in Perennial first.",
      },
      activate: {
        title: "Turn a program on",
        help: "See first how many would enter, then turn it on.",
      },
    },
  },
};
