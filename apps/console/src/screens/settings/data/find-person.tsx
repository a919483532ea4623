import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { Section } from "../../../parts/section.tsx";
import { words } from "./words.ts";

/** Finds the customer that it is about. */
export function FindPerson({ choose }: { readonly choose: (id: string) => void }) {
  const t = useWords(words);
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search.trim(), 300);
  const found = useAsk(
    "listCustomers",
    { query: { search: asked, limit: 8 } },
    { when: asked.length > 1 },
  );
  return (
    <Section title={t("find")} lead={t("findLead")}>
      <Stack gap="sm">
        <TextInput
          label={t("search")}
          type="search"
          maw={420}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        {asked.length > 1 && (
          <Answered query={found} rows={3}>
            {({ items }) => (
              <Stack gap={4} role="status">
                {items.length === 0 && <Text size="sm">{t("nobody")}</Text>}
                {items.map(({ id, name, email, mobile }) => (
                  <Group key={id} gap="sm">
                    <Button
                      size="compact-sm"
                      variant="light"
                      onClick={() => choose(id)}
                      aria-label={`${t("choose")}: ${name}, ${id}`}
                    >
                      {t("choose")}
                    </Button>
                    <Text size="sm">{[name, email ?? mobile, id].filter(Boolean).join(" · ")}</Text>
                  </Group>
                ))}
              </Stack>
            )}
          </Answered>
        )}
      </Stack>
    </Section>
  );
}
