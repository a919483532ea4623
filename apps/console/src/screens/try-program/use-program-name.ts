import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";

/** What a program is called; its id until that is known, or for one that was never published. */
export function useProgramName(id: string): string {
  const { locale } = useLanguage();
  const { data } = useAsk("listPrograms");
  return data?.items.find((each) => each.id === id)?.name[locale] ?? id;
}
