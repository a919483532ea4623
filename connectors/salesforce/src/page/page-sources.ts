import type { LocalizedText, PageSources } from "@perennial/contract";
import type { SalesforceSettings } from "../salesforce-settings.ts";
import { AgreementSource, PurchaseSource } from "../settings/source-settings.ts";

/** The objects that the page names; every other is the org's own. */
const NAMED: ReadonlySet<string> = new Set(["Contract", "Asset", "Opportunity"]);
const NAMES = { Contract: "contracts", Asset: "assets", Opportunity: "opportunities" } as const;
const [NONE, CUSTOM] = ["None", "Custom"];

/**
 * How the package's settings page and the connection's settings meet: the page names one object for agreements and one for
 * purchases, and how their fields are read stands in Perennial's console. Of several the page shows the first.
 */
export const salesforcePageSources: PageSources<SalesforceSettings> = {
  shown({ agreements: [agreement], purchases: [purchase], logMessages }) {
    const from = agreement?.from;
    const isNamed = from !== undefined && NAMED.has(from);
    return {
      agreementSource: from === undefined ? NONE : isNamed ? from : CUSTOM,
      agreementObject: from === undefined || isNamed ? null : from,
      purchaseSource: purchase?.from ?? NONE,
      logContacts: logMessages,
    };
  },
  chosen(settings, values) {
    const shown = salesforcePageSources.shown(settings);
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

/** The sources with the chosen one first in place of what was first. */
function agreementsOf(
  { agreements }: SalesforceSettings,
  source: unknown,
  object: unknown,
): readonly AgreementSource[] | { readonly problem: LocalizedText } {
  if (source === NONE || source === null) return [];
  const from = source === CUSTOM ? String(object ?? "") : String(source);
  const [, ...others] = agreements;
  const known = agreements.find((each) => each.from === from);
  if (known) return [known, ...others.filter((each) => each !== known)];
  if (!NAMED.has(from)) return { problem: unmapped(from) };
  const name = NAMES[from as keyof typeof NAMES];
  if (others.some((each) => each.name === name)) return { problem: unmapped(from) };
  return [AgreementSource.parse({ name, from }), ...others];
}

function unmapped(object: string): LocalizedText {
  return {
    sv: `Perennial vet inte hur avtal läses ur ${object || "objektet"}. Välj fälten i Perennials konsol under Kopplingar först.`,
    en: `Perennial does not know how agreements are read from ${object || "the object"}. Choose the fields in Perennial's console under Connections first.`,
  };
}

function purchasesOf(
  { purchases }: SalesforceSettings,
  source: unknown,
): SalesforceSettings["purchases"] {
  if (source !== "Order" && source !== "Opportunity") return [];
  const [, ...others] = purchases;
  const known = purchases.find(({ from }) => from === source);
  const name = source === "Order" ? "orders" : "opportunities";
  const first = known ?? PurchaseSource.parse({ name, from: source });
  return [first, ...others.filter((each) => each !== known && each.name !== first.name)];
}
