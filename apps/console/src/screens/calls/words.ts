import { defineWords } from "../../app/language/words.ts";

export const words = defineWords("calls", {
  sv: {
    title: "Ringlista",
    lead: "Kunder att ringa, de mest brådskande först. Anteckna utfallet, så går programmet vidare.",
    none: "Ingen att ringa just nu",
    noneMeans:
      "När ett program ber någon ringa en kund, till exempel för att ett sms inte fick svar, kommer samtalet hit.",
    programs: "Se programmen",
    list: "Kunder att ringa",
    due: "Senast {{at}}",
    listed: "Sedan {{at}}",
    count_one: "{{count}} samtal att ringa",
    count_other: "{{count}} samtal att ringa",
    full: "Bara de 200 mest brådskande visas.",
    pick: "Välj en kund i listan för att se vad samtalet gäller.",
    record: "Öppna kunden",
    support: "Ring med samtalsstöd",
  },
  en: {
    title: "Call list",
    lead: "Customers to call, the most urgent first. Note the outcome and the program goes on.",
    none: "Nobody to call right now",
    noneMeans:
      "Once a program asks somebody to call a customer, such as for a text message without an answer, the call comes here.",
    programs: "See the programs",
    list: "Customers to call",
    due: "By {{at}}",
    listed: "Since {{at}}",
    count_one: "{{count}} call to make",
    count_other: "{{count}} calls to make",
    full: "Only the 200 most urgent are shown.",
    pick: "Choose a customer in the list to see what the call is about.",
    record: "Open the customer",
    support: "Call with support",
  },
});
