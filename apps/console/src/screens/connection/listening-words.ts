import { defineWords } from "../../app/language/words.ts";

/** What is said of hearing changes as they happen. */
export const listeningWords = defineWords("connection-listening", {
  sv: {
    heardSince: "Ändringar hörs direkt, sedan {{at}}.",
    notAllowed: "Kontot låter oss inte höra ändringar direkt. De läses som vanligt.",
    usedUp:
      "Kontots ändringshändelser för dygnet är slut. Ändringar läses som vanligt tills de hörs igen, {{at}}.",
    notHeard:
      "Ändringar hörs inte direkt just nu. De läses som vanligt, och vi försöker igen {{at}}.",
  },
  en: {
    heardSince: "Changes are heard at once, since {{at}}.",
    notAllowed: "The account does not let us hear changes at once. They are read as usual.",
    usedUp:
      "The account's change events for the day are used up. Changes are read as usual until they are heard again, {{at}}.",
    notHeard:
      "Changes are not heard at once just now. They are read as usual, and it is tried again {{at}}.",
  },
});
