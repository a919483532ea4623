import type { FieldSchema } from "../form/field-schema.ts";

const ADDRESSES: FieldSchema = { type: "array", items: { type: "string" }, default: [] };

/** The form of who may change settings, who is told of trouble, and how long things are kept. */
export const GENERAL_SCHEMA = {
  type: "object",
  required: ["administrators", "keepDays"],
  properties: {
    administrators: {
      ...ADDRESSES,
      label: { sv: "Administratörer", en: "Administrators" },
      help: {
        sv: "E-postadresser till dem som får ändra inställningarna här; någon måste stå kvar. Den som tar bort sig själv kan inte ändra något mer.",
        en: "E-mail addresses of those who may change the settings here; somebody must be left. Whoever takes themselves off can change nothing more.",
      },
    },
    notify: {
      ...ADDRESSES,
      label: { sv: "Vem som får besked", en: "Who is told" },
      help: {
        sv: "E-postadresser till dem som får veta när en anslutning står still och när den fungerar igen, när första inläsningen är klar, och när något läggs åt sidan eller går vidare.",
        en: "E-mail addresses of those who are told when a connection stands still and when it works again, when a first load is done, and when something is put aside or goes on.",
      },
    },
    keepDays: {
      ...{ type: "integer", minimum: 1 },
      label: { sv: "Dagar som det inkomna sparas", en: "Days that what came in is kept" },
      help: {
        sv: "Innehållet i det som kommit in raderas så många dagar efter att det tagits om hand, mellan 1 och 3 650. Kunder, avtal och utskick påverkas inte.",
        en: "The contents of what came in are deleted so many days after it was worked off, between 1 and 3,650. Customers, agreements and messages are not affected.",
      },
    },
  },
} as const satisfies FieldSchema;
