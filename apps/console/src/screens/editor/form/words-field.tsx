import { SimpleGrid } from "@mantine/core";
import { useLanguage } from "../../../app/language/language.ts";
import { useWords } from "../../../app/language/words.ts";
import type { Path } from "../model/paths.ts";
import { words } from "../words.ts";
import { TextField } from "./text-field.tsx";

/** A text in both languages. */
export interface WordsFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly isLong?: boolean;
  readonly isRequired?: boolean;
}

/** A text in Swedish and in English, beside each other. */
export function WordsField({ label, path, isLong = false, isRequired = false }: WordsFieldProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  // Swedish writes the names of languages in small letters.
  const name = (language: string) =>
    `${label} (${locale === "sv" ? language.toLowerCase() : language})`;
  return (
    <SimpleGrid cols={2} spacing="xs">
      <TextField label={name(t("swedish"))} path={[...path, "sv"]} {...{ isLong, isRequired }} />
      <TextField label={name(t("english"))} path={[...path, "en"]} {...{ isLong, isRequired }} />
    </SimpleGrid>
  );
}
