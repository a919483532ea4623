import { Chip, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import type { LibraryProgramView } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { GalleryCard } from "./gallery-card.tsx";
import { GalleryDialog } from "./gallery-dialog.tsx";
import { words } from "./words.ts";

const ALL = "all";

/** The library: ready programs with what each is for and what it needs (ux.md, 2.6). */
export function Gallery() {
  const { locale } = useLanguage();
  const query = useAsk("listLibrary", { query: { locale } });
  return (
    <Answered query={query} rows={8}>
      {({ items, looked }) => <Programs items={items} looked={looked} />}
    </Answered>
  );
}

function Programs({
  items,
  looked,
}: {
  readonly items: readonly LibraryProgramView[];
  readonly looked: number;
}) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [family, setFamily] = useState(ALL);
  const [opened, setOpened] = useState<string | undefined>();
  const families = new Map(
    items.flatMap((each) => (each.family ? [[each.family, each.familyWords?.[locale]]] : [])),
  );
  const shown = items.filter((each) => family === ALL || each.family === family);
  const open = items.find(({ id }) => id === opened);
  return (
    <Stack>
      <Text c="dark.4">
        {t("libraryLead")} {looked === 0 ? t("lookedNone") : t("looked", { count: looked })}
      </Text>
      <Chip.Group value={family} onChange={(next) => setFamily(String(next))}>
        <Group gap="xs" role="radiogroup" aria-label={t("filter")}>
          <Chip value={ALL}>{t("all")}</Chip>
          {[...families].map(([id, name]) => (
            <Chip key={id} value={id}>
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {shown.map((each) => (
          <GalleryCard key={each.id} program={each} open={() => setOpened(each.id)} />
        ))}
      </SimpleGrid>
      <GalleryDialog program={open} close={() => setOpened(undefined)} />
    </Stack>
  );
}
