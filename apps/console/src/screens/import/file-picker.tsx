import { FileInput, SimpleGrid } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { KINDS } from "./column-mapping.ts";
import type { Chosen } from "./use-chosen-files.ts";
import { words } from "./words.ts";

/** Chooses a file of each kind. */
export function FilePicker({ chosen }: { readonly chosen: Chosen }) {
  const t = useWords(words);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
      {KINDS.map((kind) => (
        <FileInput
          key={kind}
          label={t(kind)}
          placeholder={t("choose")}
          accept=".csv,.txt,text/csv,text/plain"
          value={chosen.files[kind] ?? null}
          onChange={(file) => chosen.chooseFile(kind, file)}
          clearable
          styles={{ placeholder: { color: "var(--mantine-color-dark-4)" } }}
          clearButtonProps={{ "aria-label": `${t("notUsed")}: ${t(kind)}` }}
        />
      ))}
    </SimpleGrid>
  );
}
