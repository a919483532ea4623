import type { Purchase } from "@perennial/contract";
import type { FieldDefinition } from "./field.ts";

/** The fields of a purchase by which purchases are chosen to be counted or summed. */
export const PURCHASE_FIELDS = {
  id: {
    type: "text",
    read: (purchase) => purchase.id,
    words: { sv: { noun: "köpets id" }, en: { noun: "the purchase's id" } },
  },
  at: {
    type: "instant",
    read: (purchase) => purchase.at,
    words: {
      sv: { noun: "tidpunkten", is: "köpet gjordes", isNot: "köpet gjordes inte" },
      en: { noun: "the time", is: "the purchase was made", isNot: "the purchase was not made" },
    },
  },
  amount: {
    type: "money",
    read: (purchase) => purchase.amount,
    currency: (purchase) => purchase.currency,
    words: { sv: { noun: "beloppet" }, en: { noun: "the amount" } },
  },
  currency: {
    type: "text",
    read: (purchase) => purchase.currency,
    words: { sv: { noun: "valutan" }, en: { noun: "the currency" } },
  },
  quantity: {
    type: "number",
    read: (purchase) => purchase.quantity,
    words: { sv: { noun: "antalet" }, en: { noun: "the quantity" } },
  },
  category: {
    type: "text",
    read: (purchase) => purchase.category,
    words: { sv: { noun: "kategorin" }, en: { noun: "the category" } },
  },
  channel: {
    type: "text",
    read: (purchase) => purchase.channel,
    words: {
      sv: { noun: "kanalen", is: "köpet gjordes via", isNot: "köpet gjordes inte via" },
      en: {
        noun: "the channel",
        is: "the purchase was made through",
        isNot: "the purchase was not made through",
      },
    },
  },
  discount: {
    type: "money",
    read: (purchase) => purchase.discount,
    currency: (purchase) => purchase.currency,
    words: { sv: { noun: "rabatten" }, en: { noun: "the discount" } },
  },
  margin: {
    type: "money",
    read: (purchase) => purchase.margin,
    currency: (purchase) => purchase.currency,
    words: { sv: { noun: "täckningsbidraget" }, en: { noun: "the margin" } },
  },
} satisfies Record<Exclude<keyof Purchase, "customerId">, FieldDefinition<Purchase>>;
