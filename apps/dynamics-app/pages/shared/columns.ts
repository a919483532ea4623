/** The tables of the solution that pages read, by the set names that the Web API has for them. */
export const SETS = {
  setting: "prnl_settings",
  rule: "prnl_rules",
  tier: "prnl_tiers",
  status: "prnl_statuses",
  touchpoint: "prnl_touchpoints",
} as const;

/** What was chosen and what is in force: the same on settings, rules and tiers. */
export const IN_FORCE_COLUMNS = [
  "prnl_revision",
  "prnl_appliedrevision",
  "prnl_appliedat",
  "prnl_problem",
] as const;

/** The choices of the company's form, in the order in which they are shown. */
export const COMPANY_SECTIONS = [
  { key: "place", columns: ["prnl_locale", "prnl_timezone", "prnl_country"] },
  {
    key: "hours",
    columns: [
      ...["prnl_weekdayfrom", "prnl_weekdayto", "prnl_saturdayfrom"],
      ...["prnl_saturdayto", "prnl_holidayfrom", "prnl_holidayto"],
    ],
  },
  {
    key: "howOften",
    columns: ["prnl_caplimit", "prnl_capdays", "prnl_budgetperyear", "prnl_logcontacts"],
  },
  {
    key: "agreements",
    columns: ["prnl_agreementsource", "prnl_agreementobject", "prnl_purchasesource"],
  },
  { key: "told", columns: ["prnl_notify"] },
] as const;

/** What pages ask each table for. */
export const SELECTED = {
  setting: [
    ...["prnl_settingid", "prnl_key", "prnl_connectionstate", "prnl_connectionproblem"],
    ...["prnl_readat", "prnl_consoleurl", ...IN_FORCE_COLUMNS],
    ...COMPANY_SECTIONS.flatMap(({ columns }) => columns),
  ],
  rule: [
    ...["prnl_ruleid", "prnl_rulekey", "prnl_label", "prnl_program", "prnl_kind", "prnl_value"],
    ...["prnl_default", "prnl_order", "prnl_running", ...IN_FORCE_COLUMNS],
  ],
  tier: [
    ...["prnl_tierid", "prnl_name", "prnl_rank", "prnl_basis", "prnl_from", "prnl_benefits"],
    ...IN_FORCE_COLUMNS,
  ],
  status: [
    ...["prnl_statusid", "prnl_phase", "prnl_tier", "prnl_tiername", "prnl_tierremaining"],
    ...["prnl_tierkeeping", "prnl_tiershare", "prnl_valueclass", "prnl_risk", "prnl_riskreasons"],
    ...["prnl_nextrenewal", "prnl_pauseduntil", "prnl_nextstep", "prnl_nextstepat"],
    ...["prnl_say", "prnl_programs", "prnl_toldat"],
  ],
  touchpoint: [
    ...["activityid", "subject", "description", "prnl_at", "prnl_kind", "prnl_channel"],
    ...["prnl_direction", "prnl_why"],
  ],
} as const;

/** The choices of columns that hold a word, in the order in which they are shown. */
export const CHOICES = {
  prnl_locale: ["sv", "en"],
  prnl_agreementsource: ["None", "Entitlement", "Contract", "Custom"],
  prnl_purchasesource: ["None", "Order", "Invoice"],
} as const;

/** The key of the one setting that an environment has. */
export const DEFAULT_KEY = "default";

/** What holds in Perennial where nobody has chosen anything: the first setting. */
export const DEFAULTS = {
  prnl_key: DEFAULT_KEY,
  prnl_name: "Perennial",
  prnl_revision: 0,
  prnl_locale: "sv",
  prnl_timezone: "Europe/Stockholm",
  prnl_country: "SE",
  prnl_weekdayfrom: "08:00",
  prnl_weekdayto: "20:00",
  prnl_saturdayfrom: "10:00",
  prnl_saturdayto: "18:00",
  prnl_caplimit: 2,
  prnl_capdays: 7,
  prnl_budgetperyear: 48,
  prnl_agreementsource: "None",
  prnl_purchasesource: "Order",
  prnl_logcontacts: true,
} as const;
