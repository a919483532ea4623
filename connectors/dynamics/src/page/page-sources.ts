import type { LocalizedText, PageSources } from "@perennial/contract";
import type { DynamicsSettings } from "../dynamics-settings.ts";
import { AgreementSource, PurchaseSource } from "../settings/source-settings.ts";

/** What the page calls the tables that it names; every other is the organisation's own. */
const AGREEMENTS = { Entitlement: "entitlement", Contract: "contract" } as const;
const PURCHASES = { Order: "salesorder", Invoice: "invoice" } as const;
const [NONE, CUSTOM] = ["None", "Custom"];

/**
 * How the solution's settings page and the connection's settings meet: the page names one table for agreements and one for
 * purchases, and how their columns are read stands in Perennial's console. Of several the page shows the first.
 */
export const dynamicsPageSources: PageSources<DynamicsSettings> = {
  shown({ agreements: [agreement], purchases: [purchase], logMessages }) {
    const from = agreement?.from;
    const named = nameOf(AGREEMENTS, from);
    return {
      agreementSource: from === undefined ? NONE : (named ?? CUSTOM),
      agreementObject: from === undefined || named !== undefined ? null : from,
      purchaseSource: nameOf(PURCHASES, purchase?.from) ?? NONE,
      logContacts: logMessages,
    };
  },
  chosen(settings, values) {
    const shown = dynamicsPageSources.shown(settings);
    const isSame = (...names: readonly string[]) =>
      names.every((each) => values[each] === shown[each]);
    const agreements = isSame("agreementSource", "agreementObject")
      ? settings.agreements
      : agreementsOf(settings, values.agreementSource, values.agreementObject);
    if ("problem" in agreements) return agreements;
    return {
      changes: {
        agreements: [...agreements],
        ...(!isSame("purchaseSource") && {
          purchases: purchasesOf(settings, values.purchaseSource),
        }),
        logMessages: values.logContacts === true,
      },
    };
  },
};

function nameOf(names: Readonly<Record<string, string>>, from: string | undefined) {
  return Object.entries(names).find(([, table]) => table === from)?.[0];
}

/** The sources with the chosen one first in place of what was first. */
function agreementsOf(
  { agreements }: DynamicsSettings,
  source: unknown,
  table: unknown,
): readonly AgreementSource[] | { readonly problem: LocalizedText } {
  if (source === NONE || source === null) return [];
  const named: Readonly<Record<string, string>> = AGREEMENTS;
  const from = source === CUSTOM ? String(table ?? "") : named[String(source)];
  const [, ...others] = agreements;
  const known = agreements.find((each) => each.from === from);
  if (known) return [known, ...others.filter((each) => each !== known)];
  const name = `${from}s`;
  const isFree = others.every((each) => each.name !== name);
  if (source === CUSTOM || from === undefined || !isFree)
    return { problem: unmapped(from ?? String(source)) };
  return [AgreementSource.parse({ name, from }), ...others];
}

function unmapped(table: string): LocalizedText {
  return {
    sv: `Perennial vet inte hur avtal läses ur ${table || "tabellen"}. Välj kolumnerna i Perennials konsol under Kopplingar först.`,
    en: `Perennial does not know how agreements are read from ${table || "the table"}. Choose the columns in Perennial's console under Connections first.`,
  };
}

function purchasesOf(
  { purchases }: DynamicsSettings,
  source: unknown,
): DynamicsSettings["purchases"] {
  const named: Readonly<Record<string, string>> = PURCHASES;
  const from = named[String(source)];
  if (from === undefined) return [];
  const [, ...others] = purchases;
  const known = purchases.find((each) => each.from === from);
  const name = source === "Order" ? "orders" : "invoices";
  const first = known ?? PurchaseSource.parse({ name, from });
  return [first, ...others.filter((each) => each !== known && each.name !== first.name)];
}
