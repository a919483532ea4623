import { type ComponentType, lazy } from "react";

/** The parts of the settings, in the order of the menu. */
export const SECTIONS = [
  "general",
  "quiet-hours",
  "frequency",
  "holidays",
  "capacity",
  "service",
  "senders",
  "rules",
  "people",
  "tokens",
  "endpoints",
  "audit",
  "data",
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Each part's screen, loaded when somebody goes there. */
export const SECTION_SCREENS: Readonly<Record<SectionName, ComponentType>> = {
  general: lazy(async () => {
    const { GeneralSettings } = await import("./general/general-settings.tsx");
    return { default: GeneralSettings };
  }),
  "quiet-hours": lazy(async () => {
    const { QuietHoursSettings } = await import("./quiet-hours/quiet-hours-settings.tsx");
    return { default: QuietHoursSettings };
  }),
  frequency: lazy(async () => {
    const { FrequencySettings } = await import("./frequency/frequency-settings.tsx");
    return { default: FrequencySettings };
  }),
  holidays: lazy(async () => {
    const { HolidaySettings } = await import("./holidays/holiday-settings.tsx");
    return { default: HolidaySettings };
  }),
  capacity: lazy(async () => {
    const { CapacitySettings } = await import("./capacity/capacity-settings.tsx");
    return { default: CapacitySettings };
  }),
  service: lazy(async () => {
    const { ServiceSettings } = await import("./service/service-settings.tsx");
    return { default: ServiceSettings };
  }),
  senders: lazy(async () => {
    const { SenderSettings } = await import("./senders/sender-settings.tsx");
    return { default: SenderSettings };
  }),
  rules: lazy(async () => {
    const { RuleSettings } = await import("./rules/rule-settings.tsx");
    return { default: RuleSettings };
  }),
  people: lazy(async () => {
    const { PeopleSettings } = await import("./people/people-settings.tsx");
    return { default: PeopleSettings };
  }),
  tokens: lazy(async () => {
    const { TokenSettings } = await import("./tokens/token-settings.tsx");
    return { default: TokenSettings };
  }),
  endpoints: lazy(async () => {
    const { EndpointSettings } = await import("./endpoints/endpoint-settings.tsx");
    return { default: EndpointSettings };
  }),
  audit: lazy(async () => {
    const { AuditSettings } = await import("./audit/audit-settings.tsx");
    return { default: AuditSettings };
  }),
  data: lazy(async () => {
    const { DataSettings } = await import("./data/data-settings.tsx");
    return { default: DataSettings };
  }),
};
