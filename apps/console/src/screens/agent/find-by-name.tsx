import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

/** Whom somebody looks for by what a caller says. */
export interface FindByNameProps {
  readonly choose: (customer: string) => void;
  /** Whether it is what to do first. */
  readonly isFirst: boolean;
}

/** As many as are read through while somebody waits on the phone. */
const MOST = 8;

/** Finds a customer by what the caller says: a name, an e-mail address, a number. */
export function FindByName({ choose, isFirst }: FindByNameProps) {
  const t = useWords(words);
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  const { data, error } = useAsk(
    "findCustomers",
    { query: { limit: MOST }, body: { filter: { search: asked } } },
    { when: asked !== "" },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(text.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end">
          <TextInput
            ref={field}
            label={t("askName")}
            placeholder={t("askNameHint")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            flex={1}
          />
          <Button type="submit" variant="default">
            {t("find")}
          </Button>
        </Group>
        <ProblemNote error={error} />
        {data?.items.length === 0 && (
          <Text size="sm" role="status">
            {t("foundNone")}
          </Text>
        )}
        {data?.items.map(({ id, name }) => (
          <Group key={id} gap="sm">
            <Button size="xs" variant="light" onClick={() => choose(id)}>
              {name}
            </Button>
            <Text size="sm" c="dark.4">
              {id}
            </Text>
          </Group>
        ))}
      </Stack>
    </form>
  );
}
