import { useMemo } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import type { Option } from "./editor-context.ts";
import type { Surroundings } from "./model/analyse.ts";
import type { Files } from "./model/edit-history.ts";
import { signalChoices } from "./model/signal-words.ts";

/** What the company has beside the program, as it is checked against and chosen from. */
export interface Around extends Omit<Surroundings, "told"> {
  readonly programOptions: readonly Option[];
  readonly packOptions: readonly Option[];
  readonly signals: readonly Option[];
}

/** The programs, rule packs and signals there are. */
export function useSurroundings(): Around {
  const { locale } = useLanguage();
  const programs = useAsk("listPrograms").data?.items;
  const packs = useAsk("listRulePacks", { query: { locale } }).data?.items;
  const signals = useMemo(() => signalChoices(locale), [locale]);
  return useMemo(
    () => ({
      locale,
      signals,
      programs: programs?.map(({ id }) => id),
      rulePacks: packs?.map(({ id }) => id),
      programOptions: (programs ?? []).map(({ id, name }) => ({
        value: id,
        label: name?.[locale] ?? id,
      })),
      packOptions: (packs ?? []).map(({ id, title }) => ({ value: id, label: title })),
    }),
    [locale, signals, programs, packs],
  );
}

/** What the server finds in the files as they were opened, where it has not said so already. */
export function useFirstCheck(
  id: string,
  files: Files,
  isTold: boolean,
): Answer<"checkProgram">["problems"] | undefined {
  const { locale } = useLanguage();
  const input = { params: { id }, query: { locale }, body: { files: { ...files } } };
  return useAsk("checkProgram", input, { when: !isTold }).data?.problems;
}
