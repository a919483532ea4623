import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { LibraryProgramView } from "@perennial/api";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

export interface GalleryCardProps {
  readonly program: LibraryProgramView;
  readonly open: () => void;
}

/** A ready program in short: what it is for, how it reaches people, and whether all it needs is there. */
export function GalleryCard({ program, open }: GalleryCardProps) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { name, objective, familyWords, channels, steps, lacking, taken } = program;
  return (
    <Paper component="article" withBorder p="md" radius="md" aria-label={name[locale]}>
      <Stack gap="xs" h="100%" justify="space-between">
        <div>
          <Text size="xs" c="dark.4">
            {familyWords?.[locale] ?? ""}
          </Text>
          <Title order={2} size="h5">
            {name[locale]}
          </Title>
          <Text size="sm" mt={4}>
            {objective[locale]}
          </Text>
        </div>
        <div>
          <Text size="xs" c="dark.4">
            {[t("steps", { count: steps }), ...channels.map((each) => t(each))].join(" · ")}
          </Text>
          <Group justify="space-between" mt="xs" gap="xs">
            <Group gap={6}>
              <StateBadge tone={lacking === 0 ? "good" : "warn"}>
                {lacking === 0 ? t("ready") : t("lacking", { count: lacking })}
              </StateBadge>
              {taken.length > 0 && <StateBadge tone="calm">{t("taken")}</StateBadge>}
            </Group>
            <Button
              size="xs"
              variant="light"
              onClick={open}
              aria-label={`${t("look")}: ${name[locale]}`}
            >
              {t("look")}
            </Button>
          </Group>
        </div>
      </Stack>
    </Paper>
  );
}
