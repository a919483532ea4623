import { defineWords } from "../../../app/language/words.ts";

export const amountWords = defineWords("editor-amounts", {
  sv: {
    unit: "Enhet",
    source: "Hämtas från",
    number: "Ett tal",
    clock: "Ett klockslag",
    setting: "Inställning: {{name}}",
    "unit.Y": "år",
    "unit.M": "månader",
    "unit.W": "veckor",
    "unit.D": "dagar",
    "unit.TH": "timmar",
    "unit.TM": "minuter",
  },
  en: {
    unit: "Unit",
    source: "Taken from",
    number: "A number",
    clock: "A time of day",
    setting: "Setting: {{name}}",
    "unit.Y": "years",
    "unit.M": "months",
    "unit.W": "weeks",
    "unit.D": "days",
    "unit.TH": "hours",
    "unit.TM": "minutes",
  },
});
