import type { Locale } from "@perennial/contract";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";

/** What a company calls the errands and teams of its service. */
export interface ServiceNames {
  readonly errands: readonly { readonly value: string; readonly label: string }[];
  readonly teams: readonly string[];
}

/** The company's own errands and teams, by name. */
export function useServiceNames(): ServiceNames {
  const { locale } = useLanguage();
  const { data } = useAsk("getService");
  const routing = recordOf(data?.service.routing);
  const errands = Object.entries(recordOf(routing.errands)).map(([value, name]) => ({
    value,
    label: textOf(name, locale) ?? value,
  }));
  const skills = Object.values(recordOf(routing.skills)).flatMap(
    (each) => textOf(each, locale) ?? [],
  );
  const goals = Array.isArray(data?.service.teams) ? data.service.teams : [];
  const teams = goals.flatMap((each) => {
    const { team } = recordOf(each);
    return typeof team === "string" ? team : [];
  });
  return { errands, teams: [...new Set([...teams, ...skills])] };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOf(name: unknown, locale: Locale): string | undefined {
  const text = recordOf(name)[locale];
  return typeof text === "string" ? text : undefined;
}
