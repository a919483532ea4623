import { defineWords } from "../../app/language/words.ts";

export const words = defineWords("embedded-record", {
  sv: {
    title: "Kund",
    standing: "Var kunden står",
    call: "Samtal med kunden",
    inCall: "Samtalsstöd",
  },
  en: {
    title: "Customer",
    standing: "Where the customer stands",
    call: "Call with the customer",
    inCall: "Call support",
  },
});
