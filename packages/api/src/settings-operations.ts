import { CHANNELS, LOCALES, LocalDate, LocalizedText, LocalTime } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});

const Windows = z.array(z.strictObject({ from: LocalTime, to: LocalTime }));
const Week = z
  .strictObject({ weekday: Windows, saturday: Windows, holiday: Windows })
  .meta({ description: "When sending is allowed, local time; all else is quiet." });

const QuietHours = z.strictObject({
  marketing: Week,
  service: Week,
  statutory: Week,
  calls: Week,
});

const Cap = z.strictObject({
  limit: z.int().positive(),
  window: z.union([
    z.strictObject({ rolling: z.string().meta({ description: "A duration, such as P7D." }) }),
    z.strictObject({ calendar: z.enum(["day", "week", "month", "year"]) }),
  ]),
  classes: z.array(z.enum(["service", "marketing"])).min(1),
  channels: z.array(z.enum(CHANNELS)).min(1).optional(),
  topic: z.string().optional(),
});

const Budget = z.strictObject({
  perYear: z.int().nonnegative(),
  lessPerPurchase: z.number().nonnegative(),
  atLeast: z.int().nonnegative(),
});

const Holidays = z.strictObject({
  country: z.enum(["SE", "none"]),
  add: z.array(
    z.strictObject({ date: LocalDate, name: LocalizedText, kind: z.enum(["public", "bank"]) }),
  ),
  remove: z.array(z.string()).meta({ description: "Names of holidays, or single dates." }),
});

const Sender = z.strictObject({
  connection: z.string(),
  values: z
    .record(z.string(), z.string().nullable())
    .meta({ description: "Such as `fromName` and `fromAddress`; null where it is not filled in." }),
});

/** What a company has chosen for all its programs. */
export const TenantSettingsView = z
  .strictObject({
    name: z.string().min(1).max(200),
    locale: z.enum(LOCALES).meta({ description: "The language of what its staff read." }),
    timeZone: z.string().meta({ description: "An IANA name." }),
    country: z.string().length(2),
    currency: z.string().regex(/^[A-Z]{3}$/),
    quietHours: QuietHours,
    caps: z.array(Cap).max(20),
    budget: Budget.nullable().meta({ description: "Marketing contacts in a year; null for none." }),
    holidays: Holidays,
    keepDays: z.int().min(1).max(3_650).meta({
      description: "For how many days what came in is kept after it was worked off.",
    }),
    requireApproval: z.boolean().meta({
      description:
        "Whether a program's draft is published only once somebody else than who edited it has approved it.",
    }),
    notify: z
      .array(z.email({ error: "write an e-mail address" }).max(254))
      .max(20)
      .meta({
        description:
          "Who is told by e-mail when a connection stands still and when it works again, when a first load is done, and when something is put aside or goes on; once each.",
      }),
    notifyBy: z.string().nullable().meta({
      description:
        "The connection those e-mails go by; null while none that sends e-mail works, and nobody can be told. It is not changed by saving.",
    }),
    senders: z.array(Sender).meta({ description: "Who messages are from, by connection." }),
  })
  .meta({ id: "TenantSettings" });
export type TenantSettingsView = z.infer<typeof TenantSettingsView>;

const RulePackView = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    country: z.string(),
    inForce: z
      .boolean()
      .meta({ description: "Whether it holds for programs that name none of their own." }),
    programs: z.array(z.string()).meta({ description: "Programs here that name it." }),
    sentences: z.array(z.string()).meta({ description: "What it says, rule by rule." }),
    sources: z.array(z.strictObject({ text: z.string(), url: z.string() })).meta({
      description: "Where each rule was read. Let counsel confirm it.",
    }),
  })
  .meta({ id: "RulePackSummary" });
export type RulePackView = z.infer<typeof RulePackView>;

/** What a company has chosen, and how it chooses anew. */
export const SETTINGS_OPERATIONS = {
  getTenantSettings: operation({
    id: "getTenantSettings",
    method: "get",
    path: "/v1/settings",
    summary:
      "What holds for all programs: name, language, quiet hours, caps, holidays, senders, who is told",
    tag: "Settings",
    role: "admin",
    params: none,
    query: none,
    body: none,
    answer: TenantSettingsView,
  }),
  listRulePacks: operation({
    id: "listRulePacks",
    method: "get",
    path: "/v1/rule-packs",
    summary: "The rules of law that messages are judged by, said in sentences",
    tag: "Settings",
    role: "viewer",
    params: none,
    query: z.strictObject({ locale: z.enum(LOCALES).default("sv") }),
    body: none,
    answer: z.strictObject({ items: z.array(RulePackView) }),
  }),
  saveTenantSettings: operation({
    id: "saveTenantSettings",
    method: "post",
    path: "/v1/settings",
    summary: "Changes what holds for all programs; what is left out stays",
    tag: "Settings",
    role: "admin",
    params: none,
    query: none,
    body: z.strictObject(TenantSettingsView.shape).partial(),
    answer: TenantSettingsView,
  }),
} as const;
