import { Alert, Button, Group, List, Select, Stack, Table, Text } from "@mantine/core";
import type { ConnectionFormView, MappingSamplesView, VendorSchemaView } from "@perennial/api";
import { useState } from "react";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { Fields } from "./mapping-trial.tsx";
import { words } from "./words.ts";

/** The vendor's fields as they are there now, and what becomes of a few real records. */
export function VendorFields({
  id,
  form,
}: {
  readonly id: string;
  readonly form: ConnectionFormView;
}) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("describeConnection", { params: { id }, query: { locale } });
  // What only sends, or only tells of what happens, has no fields to map.
  if (query.error instanceof ApiProblem && query.error.problem.title === "Not possible") {
    return <Nothing title={t("mapping")}>{t("mappingNone")}</Nothing>;
  }
  return (
    <Section title={t("mapping")} lead={t("mappingVendor")}>
      <Answered query={query}>
        {(schema) => <Samples id={id} schema={schema} form={form} />}
      </Answered>
    </Section>
  );
}

interface SamplesProps {
  readonly id: string;
  readonly schema: VendorSchemaView;
  readonly form: ConnectionFormView;
}

function Samples({ id, schema, form }: SamplesProps) {
  const t = useWords(words);
  const [object, setObject] = useState(schema.objects[0]?.object ?? null);
  const samples = useDo("tryConnectionMapping");
  const gone = goneFields(schema, form);
  const fields = schema.objects.find((each) => each.object === object)?.fields ?? [];
  const labels = new Map(
    fields.map(({ name, label, type }) => [name, `${label} (${name}, ${type})`]),
  );
  return (
    <Stack gap="md">
      {gone.length === 0 ? (
        <Text size="sm">{t("allThere")}</Text>
      ) : (
        <Alert color="yellow">
          <List size="sm">
            {gone.map((field) => (
              <List.Item key={field}>{t("renamed", { field })}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group align="flex-end">
        <Select
          label={t("object")}
          value={object}
          onChange={setObject}
          data={schema.objects.map(({ object: value, label }) => ({ value, label }))}
          allowDeselect={false}
        />
        <Button
          variant="default"
          onClick={() =>
            object !== null && samples.mutate({ params: { id }, body: { object, count: 3 } })
          }
          loading={samples.isPending}
        >
          {t("fetchSamples")}
        </Button>
      </Group>
      <ProblemNote error={samples.error} />
      {samples.data?.samples.map((each) => (
        <Sample key={each.id} sample={each} labels={labels} />
      ))}
    </Stack>
  );
}

interface SampleProps {
  readonly sample: MappingSamplesView["samples"][number];
  readonly labels: ReadonlyMap<string, string>;
}

function Sample({ sample, labels }: SampleProps) {
  const t = useWords(words);
  return (
    <Group align="flex-start" gap="md" grow>
      <Table fz="sm" withTableBorder my={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("fieldThere")}</Table.Th>
            <Table.Th>{t("before")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(sample.values).map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td>{labels.get(name) ?? name}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div>
        {sample.signals.map((each) => (
          <Fields key={String(each.id)} signal={each} />
        ))}
        {sample.problems.map(({ place, message }) => (
          <Text key={`${place} ${message}`} size="sm" c="red.9">
            {place}: {message}
          </Text>
        ))}
      </div>
    </Group>
  );
}

/** Fields that settings name and the vendor does not have any more. */
function goneFields(schema: VendorSchemaView, { values }: ConnectionFormView): readonly string[] {
  const there = new Set(schema.objects.flatMap(({ fields }) => fields.map(({ name }) => name)));
  return [...new Set(propertiesIn(values))].filter((name) => !there.has(name));
}

/** Settings name fields of the vendor's in places that are called so. */
function propertiesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" && /property$/i.test(name) ? [inner] : propertiesIn(inner),
  );
}
