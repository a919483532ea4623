import { defineWords } from "../../../app/language/words.ts";

export const words = defineWords("settings-rules", {
  sv: {
    inForce: "Gäller för alla program som inte anger något annat",
    onlyNamed: "Gäller bara program som anger det",
    programs: "Anges av: {{programs}}",
    says: "Vad det säger",
    sources: "Källor",
    counsel:
      "Reglerna är lästa på sidorna nedan och är ingen juridisk rådgivning. Låt er jurist bekräfta dem.",
    choose:
      "Vilket regelpaket som gäller står i programmets fil. Fler paket läggs till av den som sköter servern.",
  },
  en: {
    inForce: "Holds for every program that names no other",
    onlyNamed: "Holds only for programs that name it",
    programs: "Named by: {{programs}}",
    says: "What it says",
    sources: "Sources",
    counsel:
      "The rules were read on the pages below and are no legal advice. Let your counsel confirm them.",
    choose:
      "Which rule pack holds is said in a program's file. More packs are added by who runs the server.",
  },
});
