import { defineWords } from "../../app/language/words.ts";

export const contactabilityWords = defineWords("contactability", {
  sv: {
    title: "Får vi höra av oss?",
    lead: "Just nu, enligt lag, samtycken och era egna gränser. Programmen följer samma regler.",
    way: "Kanal",
    service: "Om avtalet",
    marketing: "Reklam",
    now: "Ja",
    later: "Senare",
    unknown: "Inte nu",
    never: "Nej",
    why: "Varför och till när",
    notices: "Lagens besked om att avtal går ut",
  },
  en: {
    title: "May we get in touch?",
    lead: "Right now, by law, consents and your own limits. The programs go by the same rules.",
    way: "Channel",
    service: "About the agreement",
    marketing: "Marketing",
    now: "Yes",
    later: "Later",
    unknown: "Not now",
    never: "No",
    why: "Why, and until when",
    notices: "The notices by law that agreements end",
  },
});
