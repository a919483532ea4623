import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { saveFile } from "../../../parts/save-file.ts";
import { Section } from "../../../parts/section.tsx";
import { ErasePerson } from "./erase-person.tsx";
import { FindPerson } from "./find-person.tsx";
import { words } from "./words.ts";

/** A person's rights over what is known of them: to see it, and to have it erased. */
export function DataSettings() {
  const t = useWords(words);
  const navigate = useNavigate();
  const { customer } = useSearch({ strict: false }) as { readonly customer?: unknown };
  const [pseudonym, setPseudonym] = useState<string | undefined>(undefined);
  const choose = (id: string | undefined) =>
    void navigate({ to: ".", search: id === undefined ? {} : { customer: id } });
  if (pseudonym !== undefined) {
    return (
      <Alert title={t("erased")} role="status">
        <Text size="sm" mb="sm">
          {t("erasedMeans", { pseudonym })}
        </Text>
        <Button
          size="xs"
          onClick={() => {
            setPseudonym(undefined);
            choose(undefined);
          }}
        >
          {t("next")}
        </Button>
      </Alert>
    );
  }
  if (customer === undefined || customer === "") return <FindPerson choose={choose} />;
  const id = String(customer);
  return (
    <Stack gap="md">
      <Chosen id={id} change={() => choose(undefined)} />
      <ExportPerson id={id} />
      <ErasePerson id={id} erased={setPseudonym} />
    </Stack>
  );
}

function Chosen({ id, change }: { readonly id: string; readonly change: () => void }) {
  const t = useWords(words);
  const found = useAsk("getCustomer", { params: { id } });
  return (
    <Section
      title={t("chosen")}
      actions={
        <Button size="xs" variant="default" onClick={change}>
          {t("change")}
        </Button>
      }
    >
      <Answered query={found} rows={1}>
        {({ customer }) => (
          <Text>
            <b>{customer.name}</b> · {t("id", { id })}
          </Text>
        )}
      </Answered>
    </Section>
  );
}

function ExportPerson({ id }: { readonly id: string }) {
  const t = useWords(words);
  const give = useDo("exportCustomer");
  const save = () =>
    give.mutate(
      { params: { id } },
      {
        onSuccess: (answer) =>
          saveFile(`customer-${id}.json`, JSON.stringify(answer, null, 2), "application/json"),
      },
    );
  return (
    <Section title={t("export")} lead={t("exportLead")}>
      <ProblemNote error={give.error} />
      <Group>
        <Button onClick={save} loading={give.isPending}>
          {t("exportDo")}
        </Button>
        <Text size="sm" role="status">
          {give.isSuccess && t("exported")}
        </Text>
      </Group>
    </Section>
  );
}
