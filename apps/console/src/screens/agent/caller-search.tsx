import { Button, Group, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type FormEvent, useEffect, useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { lookedFor } from "./agent-address.ts";
import type { AtAddress } from "./agent-screen.tsx";
import { words } from "./words.ts";

/** Where an agent types a number in any form, or an id. */
export function CallerSearch({ address, go }: AtAddress) {
  const t = useWords(words);
  const asked = address.phone ?? address.entered ?? "";
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = lookedFor(text);
    if (found.phone !== undefined || found.entered !== undefined) go(found);
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          type="search"
          aria-label={t("search")}
          placeholder={t("searchHint")}
          title={t("searchHint")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          w={{ base: 240, md: 420 }}
        />
        <Button type="submit" variant="default">
          {t("find")}
        </Button>
      </Group>
    </form>
  );
}
