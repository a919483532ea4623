import i18next from "i18next";
import { useTranslation } from "react-i18next";

type Texts = Readonly<Record<string, string>>;
/** What a text is asked for by: forms of number go by one key, with `count`. */
type KeyOf<Name extends string> = Name extends `${infer Base}_one` | `${infer Base}_other`
  ? Base
  : Name;

/** A screen's texts in both languages, which have the same keys. */
export interface Words<Name extends string> {
  readonly namespace: string;
  readonly sv: Readonly<Record<Name, string>>;
  readonly en: Readonly<Record<Name, string>>;
}

/**
 * Declares a screen's texts. `{{name}}` stands for a value; a text that goes by number has two keys, which end in
 * `_one` and `_other` and are asked for without the ending.
 */
export function defineWords<const Sv extends Texts>(
  namespace: string,
  texts: { readonly sv: Sv; readonly en: Readonly<Record<keyof Sv & string, string>> },
): Words<keyof Sv & string> {
  return { namespace, ...texts };
}

/** Gives a text by its key, with values filled in. */
export type Say<Name extends string> = (
  key: KeyOf<Name>,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** A screen's texts in the language that is shown. */
export function useWords<Name extends string>(words: Words<Name>): Say<Name> {
  add(words);
  const { t } = useTranslation(words.namespace);
  // The library would work out each text's values by its type, which takes the compiler long and gives nothing more.
  return (key, values) => t(key as string, { ...values });
}

/** Added when a screen is first shown: nothing is loaded for screens nobody opens. */
function add({ namespace, sv, en }: Words<string>): void {
  if (i18next.hasResourceBundle("sv", namespace)) return;
  i18next.addResourceBundle("sv", namespace, sv);
  i18next.addResourceBundle("en", namespace, en);
}
