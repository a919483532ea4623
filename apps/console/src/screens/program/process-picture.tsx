import { Button, Group, Paper } from "@mantine/core";
import type { ProgramView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { words } from "./words.ts";

/** The process map that a sales manager signs, as a picture. */
export function ProcessPicture({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("getProgramPicture", { params: { id: program.id }, query: { locale } });
  return (
    <Answered query={query} rows={12}>
      {({ svg }) => (
        <Paper withBorder p="md" radius="md">
          <Group justify="flex-end" mb="xs">
            <Button
              variant="default"
              size="xs"
              onClick={() => saveFile(`${program.id}.svg`, svg, "image/svg+xml")}
            >
              {t("save_picture")}
            </Button>
          </Group>
          <section
            style={{ overflow: "auto", maxHeight: "75vh" }}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls the picture by the keyboard
            tabIndex={0}
            aria-label={t("picture", { name: program.name[locale] })}
          >
            <img
              src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
              alt={t("picture", { name: program.name[locale] })}
              style={{ maxWidth: "100%", height: "auto" }}
            />
          </section>
        </Paper>
      )}
    </Answered>
  );
}
