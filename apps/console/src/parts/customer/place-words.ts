import { defineWords } from "../../app/language/words.ts";

/** What phases, classes, places in the flow and levels of risk are called in lists. */
export const placeWords = defineWords("places", {
  sv: {
    welcome: "Välkomst",
    develop: "Förädla",
    retain: "Behålla",
    gold: "Guld",
    silver: "Silver",
    bronze: "Brons",
    starter: "Förstagångsköpare",
    active: "Aktiv",
    growing: "Växande",
    decreasing: "Minskande",
    inactive: "Inaktiv",
    lost: "Förlorad",
    low: "Liten",
    medium: "Viss",
    high: "Stor",
    sms: "Sms",
    email: "E-post",
    phone: "Telefon",
    post: "Brev",
  },
  en: {
    welcome: "Welcome",
    develop: "Develop",
    retain: "Retain",
    gold: "Gold",
    silver: "Silver",
    bronze: "Bronze",
    starter: "Starter",
    active: "Active",
    growing: "Growing",
    decreasing: "Decreasing",
    inactive: "Inactive",
    lost: "Lost",
    low: "Low",
    medium: "Some",
    high: "High",
    sms: "Text message",
    email: "E-mail",
    phone: "Phone",
    post: "Letter",
  },
});

/** Places in the order in which they are offered. */
export const PLACES = {
  phases: ["welcome", "develop", "retain"],
  valueClasses: ["gold", "silver", "bronze"],
  flows: ["starter", "active", "growing", "decreasing", "inactive", "lost"],
  risks: ["high", "medium", "low"],
  channels: ["sms", "email", "phone", "post"],
} as const;
