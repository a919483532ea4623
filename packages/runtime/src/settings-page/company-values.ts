import { type LocalizedText, LocalTime, type PageValues } from "@perennial/contract";
import {
  ContactBudget,
  type FrequencyCap,
  isZone,
  type SendingWindow,
  type SendingWindows,
} from "@perennial/lifecycle";
import { z } from "zod";
import type { SettingsChanges, TenantSettings } from "../tenant/tenant-settings.ts";

/** The fields of a day's window on the page, by kind of day. */
const WINDOWS = {
  weekday: ["weekdayFrom", "weekdayTo"],
  saturday: ["saturdayFrom", "saturdayTo"],
  holiday: ["holidayFrom", "holidayTo"],
} as const;

/**
 * A company's settings as its page shows them. Where the settings are finer than the page, such as two windows a day, it shows what
 * comes nearest.
 */
export function companyValues(settings: TenantSettings): PageValues {
  const { locale, timeZone, country, quietHours, caps, budget, notify } = settings;
  const cap = caps.find(isPlainCap);
  return {
    ...{ locale, timeZone, country },
    ...windowValues(quietHours.marketing),
    capLimit: cap?.limit ?? null,
    capDays: cap ? daysOf(cap) : null,
    budgetPerYear: budget?.perYear ?? null,
    notify: notify.length === 0 ? null : notify.join("\n"),
  };
}

function windowValues(marketing: SendingWindows): PageValues {
  const entries = Object.entries(WINDOWS).flatMap(([kind, [from, to]]) => {
    const windows = marketing[kind as keyof typeof WINDOWS];
    return [
      [from, windows[0]?.from ?? null],
      [to, windows.at(-1)?.to ?? null],
    ];
  });
  return Object.fromEntries(entries);
}

/** What a page's choice changes; words where it cannot be. */
export type CompanyChange =
  | { readonly changes: SettingsChanges }
  | { readonly problem: LocalizedText };

/**
 * What a choice changes of a company's settings: only what differs from what the page showed, so that saving it never coarsens what
 * is finer than the page.
 */
export function companyChange(settings: TenantSettings, chosen: PageValues): CompanyChange {
  const shown = companyValues(settings);
  const differs = (...names: readonly string[]) =>
    names.some((name) => Object.hasOwn(chosen, name) && chosen[name] !== shown[name]);
  const parsed = Chosen.safeParse({ ...shown, ...chosen });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: WRONG[String(issue?.path[0])] ?? NOT_READ };
  }
  const { locale, timeZone, country, capLimit, capDays, budgetPerYear, notify } = parsed.data;
  const marketing = differs(...Object.values(WINDOWS).flat())
    ? windowsOf(parsed.data, settings.quietHours.marketing, differs)
    : undefined;
  if (marketing && "problem" in marketing) return marketing;
  if ((capLimit === null) !== (capDays === null))
    return { problem: WRONG.capLimit as LocalizedText };
  return {
    changes: {
      ...(differs("locale") && { locale }),
      ...(differs("timeZone") && { timeZone }),
      ...(differs("country") && { country }),
      ...(marketing && { quietHours: { ...settings.quietHours, marketing } }),
      ...(differs("capLimit", "capDays") && { caps: capsWith(settings.caps, capLimit, capDays) }),
      ...(differs("budgetPerYear") && { budget: budgetOf(settings, budgetPerYear) }),
      ...(differs("notify") && { notify }),
    },
  };
}

const Time = LocalTime.nullable();
const Count = z.int().positive().max(9_999).nullable();
const Chosen = z.object({
  locale: z.enum(["sv", "en"]),
  timeZone: z.string().refine(isZone),
  country: z.string().regex(/^[A-Z]{2}$/),
  ...{ weekdayFrom: Time, weekdayTo: Time, saturdayFrom: Time },
  ...{ saturdayTo: Time, holidayFrom: Time, holidayTo: Time },
  ...{ capLimit: Count, capDays: Count },
  budgetPerYear: z.int().nonnegative().max(9_999).nullable(),
  notify: z
    .string()
    .nullable()
    .transform((text) => (text ?? "").split(/[\s,;]+/).filter((each) => each !== ""))
    .pipe(z.array(z.email().max(254)).max(20)),
});
type Chosen = z.infer<typeof Chosen>;

const HOURS: LocalizedText = {
  sv: "Skriv när marknadsföring får skickas som klockslag, först det tidigare, eller lämna båda tomma.",
  en: "Write when marketing may be sent as times of day, the earlier one first, or leave both empty.",
};
const CAP: LocalizedText = {
  sv: "Skriv hela tal från 1 och uppåt för antalet kontakter och antalet dagar, eller lämna båda tomma.",
  en: "Write whole numbers from 1 up for the contacts and for the days, or leave both empty.",
};
const NOT_READ: LocalizedText = {
  sv: "Valet kunde inte läsas. Välj om och spara.",
  en: "The choice could not be read. Choose again and save.",
};
const WRONG: Readonly<Record<string, LocalizedText>> = {
  locale: { sv: "Välj svenska eller engelska.", en: "Choose Swedish or English." },
  timeZone: {
    sv: "Skriv tidszonen med sitt IANA-namn, till exempel Europe/Stockholm.",
    en: "Write the time zone by its IANA name, such as Europe/Stockholm.",
  },
  country: {
    sv: "Skriv landet som två versaler, till exempel SE.",
    en: "Write the country as two capitals, such as SE.",
  },
  ...{ capLimit: CAP, capDays: CAP },
  budgetPerYear: {
    sv: "Skriv ett helt tal från 0 och uppåt för kontakter om året, eller lämna det tomt.",
    en: "Write a whole number from 0 up for the contacts in a year, or leave it empty.",
  },
  notify: {
    sv: "Skriv högst 20 e-postadresser, en på varje rad.",
    en: "Write at most 20 e-mail addresses, one a line.",
  },
  ...Object.fromEntries(
    Object.values(WINDOWS)
      .flat()
      .map((name) => [name, HOURS]),
  ),
};

function windowsOf(
  chosen: Chosen,
  before: SendingWindows,
  differs: (...names: readonly string[]) => boolean,
): SendingWindows | { readonly problem: LocalizedText } {
  const windows: Record<string, readonly SendingWindow[]> = {};
  for (const [kind, [fromName, toName]] of Object.entries(WINDOWS)) {
    const [from, to] = [chosen[fromName], chosen[toName]];
    if (!differs(fromName, toName)) windows[kind] = before[kind as keyof typeof WINDOWS];
    else if (from === null && to === null) windows[kind] = [];
    else if (from === null || to === null || from >= to) return { problem: HOURS };
    else windows[kind] = [{ from, to }];
  }
  if (Object.values(windows).every((each) => each.length === 0)) {
    return {
      problem: {
        sv: "Marknadsföring måste få skickas någon dag. Skriv ett från och ett till.",
        en: "Marketing must be allowed on some day. Write a from and a to.",
      },
    };
  }
  return windows as unknown as SendingWindows;
}

/** The cap that the page shows: on all marketing together, over some days. */
function isPlainCap({ window, classes, channels, topic }: FrequencyCap): boolean {
  const isMarketing = classes.length === 1 && classes[0] === "marketing";
  const isDays = "rolling" in window && /^P\d+[DW]$/.test(window.rolling);
  return isMarketing && isDays && channels === undefined && topic === undefined;
}

function daysOf({ window }: FrequencyCap): number {
  const duration = "rolling" in window ? window.rolling : "P0D";
  return Number(duration.slice(1, -1)) * (duration.endsWith("W") ? 7 : 1);
}

function capsWith(
  caps: readonly FrequencyCap[],
  limit: number | null,
  days: number | null,
): FrequencyCap[] {
  const others = caps.filter((cap) => cap !== caps.find(isPlainCap));
  if (limit === null || days === null) return others;
  return [{ limit, window: { rolling: `P${days}D` }, classes: ["marketing"] }, ...others];
}

/** A budget keeps how it falls with purchases; one that has just been chosen falls as usual, and never above itself. */
function budgetOf({ budget }: TenantSettings, perYear: number | null): ContactBudget | null {
  if (perYear === null) return null;
  const { lessPerPurchase, atLeast } = budget ?? ContactBudget.parse({});
  return { perYear, lessPerPurchase, atLeast: Math.min(atLeast, perYear) };
}
