import { Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { LibraryProgramView } from "@perennial/api";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

/** Makes a draft of a ready program, under a name of the company's own. */
export function TakeForm({ program }: { readonly program: LibraryProgramView }) {
  const t = useWords(words);
  const navigate = useNavigate();
  const take = useDo("takeFromLibrary", { refresh: ["listDrafts", "listLibrary"] });
  const [name, setName] = useState(program.name);
  const [id, setId] = useState(freeId(program));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Not as the mutation's callback: with the first draft the gallery makes room for the list, and this form is gone.
    const taken = take.mutateAsync({ params: { id: program.id }, body: { program: id, name } });
    void taken.then(
      () => navigate({ to: `/programs/${id}/edit` }),
      () => undefined,
    );
  };
  const wrong = (field: string) => messageAt(take.error, field);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t("takeLead")}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t("nameSv")}
            value={name.sv}
            error={wrong("name.sv")}
            onChange={(event) => setName({ ...name, sv: event.currentTarget.value })}
          />
          <TextInput
            label={t("nameEn")}
            value={name.en}
            error={wrong("name.en")}
            onChange={(event) => setName({ ...name, en: event.currentTarget.value })}
          />
          <TextInput
            label={t("id")}
            description={t("idMeans")}
            value={id}
            error={wrong("program")}
            onChange={(event) => setId(event.currentTarget.value)}
          />
        </SimpleGrid>
        <ProblemNote error={take.error} told={["name.sv", "name.en", "program"]} />
        <Group justify="flex-end">
          <Button type="submit" loading={take.isPending}>
            {t("use")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The library's id, or one with a number where that is taken. */
function freeId({ id, taken }: LibraryProgramView): string {
  const used = new Set(taken.map(({ program }) => program));
  let free = id;
  for (let number = 2; used.has(free); number++) free = `${id}-${number}`;
  return free;
}
