import type { Channel, LocalizedText } from "@perennial/contract";
import { channelPhrase } from "./phrases.ts";
import type { MarketingBasis, RulePack } from "./rule-pack.ts";

/** What a rule pack says, one sentence for each rule, as counsel and marketers can read it. */
export function rulePackSentences(pack: RulePack): readonly LocalizedText[] {
  const channels = ["email", "sms", "phone", "post"] as const;
  return [
    ...noticeSentences(pack),
    ...channels.map((channel) => marketing(channel, pack.marketingBasis[channel], PERSON)),
    ...channels.flatMap((channel) => {
      const bases = pack.companyMarketingBasis?.[channel];
      return bases === undefined ? [] : [marketing(channel, bases, COMPANY)];
    }),
    {
      sv: `Undantaget för befintliga kunder gäller i ${months(pack.existingCustomerMonths, "sv")} efter det senaste avtalet.`,
      en: `The exception for existing customers holds for ${months(pack.existingCustomerMonths, "en")} after the last agreement.`,
    },
    {
      sv: `Ett nummer på spärrlistan får ringas i ${months(pack.callExemptionMonths, "sv")} efter det senaste avtalet.`,
      en: `A number on the objection list may be called for ${months(pack.callExemptionMonths, "en")} after the last agreement.`,
    },
    acceptance(pack),
    {
      sv: `Svar som avslutar reklam: ${pack.stopWords.join(", ")}.`,
      en: `Replies that end marketing: ${pack.stopWords.join(", ")}.`,
    },
  ];
}

interface Whom {
  readonly sv: string;
  readonly en: string;
}

const PERSON: Whom = { sv: "privatpersoner", en: "private persons" };
const COMPANY: Whom = { sv: "företag", en: "companies" };

const BASES: Readonly<Record<MarketingBasis, LocalizedText>> = {
  consent: { sv: "samtycke", en: "consent" },
  "existing-customer": {
    sv: "undantaget för befintliga kunder",
    en: "the exception for existing customers",
  },
  "legitimate-interest": { sv: "berättigat intresse", en: "legitimate interest" },
};

function marketing(channel: Channel, bases: readonly MarketingBasis[], whom: Whom): LocalizedText {
  const [sv, en] = [channelPhrase(channel, "sv"), channelPhrase(channel, "en")];
  if (bases.length === 0) {
    return {
      sv: `Reklam ${sv} till ${whom.sv} är inte tillåten.`,
      en: `Marketing ${en} to ${whom.en} is not allowed.`,
    };
  }
  return {
    sv: `Reklam ${sv} till ${whom.sv} kräver ${oneOf(bases, "sv")}.`,
    en: `Marketing ${en} to ${whom.en} needs ${oneOf(bases, "en")}.`,
  };
}

/** `samtycke, undantaget för befintliga kunder eller berättigat intresse` */
function oneOf(bases: readonly MarketingBasis[], locale: "sv" | "en"): string {
  const names = bases.map((each) => BASES[each][locale]);
  const last = names.at(-1) ?? "";
  if (names.length < 2) return last;
  return `${names.slice(0, -1).join(", ")} ${locale === "sv" ? "eller" : "or"} ${last}`;
}

function noticeSentences({ statutoryNotice }: RulePack): readonly LocalizedText[] {
  if (!statutoryNotice) return [];
  const { earliestDaysBefore: from, latestDaysBefore: to, channels } = statutoryNotice;
  const by = (locale: "sv" | "en") =>
    channels
      .map((channel) => channelPhrase(channel, locale))
      .join(locale === "sv" ? " eller " : " or ");
  return [
    {
      sv: `Kunden ska få besked mellan ${from} och ${to} dagar innan avtalet löper ut, ${by("sv")}.`,
      en: `The customer must be told between ${from} and ${to} days before the agreement ends, ${by("en")}.`,
    },
  ];
}

function acceptance({ writtenAcceptanceAfterCall }: RulePack): LocalizedText {
  return writtenAcceptanceAfterCall
    ? {
        sv: "Ett avtal efter ett samtal från företaget gäller först när kunden har godkänt det skriftligt efter samtalet.",
        en: "An agreement after a call from the company counts only once the customer has accepted it in writing after the call.",
      }
    : {
        sv: "Ett avtal kan ingås muntligt under ett samtal från företaget.",
        en: "An agreement can be made orally in a call from the company.",
      };
}

function months(count: number, locale: "sv" | "en"): string {
  if (locale === "sv") return count === 1 ? "en månad" : `${count} månader`;
  return count === 1 ? "one month" : `${count} months`;
}
