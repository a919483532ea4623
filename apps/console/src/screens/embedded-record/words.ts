import { defineWords } from "../../app/language/words.ts";

export const words = defineWords("embedded-record", {
  sv: { title: "Kund", standing: "Var kunden står" },
  en: { title: "Customer", standing: "Where the customer stands" },
});
