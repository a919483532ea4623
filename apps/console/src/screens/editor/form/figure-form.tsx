import { ActionIcon, Button, Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { FIGURE_OPERATORS, type Field } from "@perennial/lifecycle";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { listAt, type Path, textAt } from "../model/paths.ts";
import { AmountField } from "./amount-field.tsx";
import { conditionWords } from "./condition-words.ts";
import { QuestionForm } from "./question-form.tsx";

const FIGURES = [
  ...(["purchases", "interactions", "purchases.amount", "purchases.quantity"] as const),
];

/** A question about how many, or how much: of purchases or of contacts. */
export function FigureForm({ path }: { readonly path: Path }) {
  const { analysis, edit, catalogue } = useEditor();
  const t = useWords(conditionWords);
  const count = textAt(analysis.value, [...path, "count"]);
  const figure = count || textAt(analysis.value, [...path, "sum"]);
  const where = [...path, "where"];
  const tests = listAt(analysis.value, where);
  const { purchases, interactions } = catalogue();
  const fields: ReadonlyMap<string, Field<never>> = figure === "interactions"
    ? interactions
    : purchases;
  const first = figure === "interactions" ? "kind" : "category";
  const choose = (next: string | null) => {
    if (next === null) return;
    const from = count ? "count" : "sum";
    const to = next.includes(".") ? "sum" : "count";
    edit([
      { do: "set", path: [...path, from], value: next },
      { do: "rename-key", path, from, to },
    ]);
  };
  return (
    <Stack gap={6}>
      <SimpleGrid cols={2} spacing={6}>
        <Select
          {...{ size: "xs", label: t("figure"), allowDeselect: false, value: figure }}
          data={FIGURES.map((value) => ({ value, label: t(`figure.${value}`) }))}
          onChange={choose}
        />
        <Select
          {...{ size: "xs", label: t("how"), allowDeselect: false }}
          value={textAt(analysis.value, [...path, "is"])}
          data={FIGURE_OPERATORS.map((value) => ({ value, label: t(`is.${value}`) }))}
          onChange={(value) => edit({ do: "set", path: [...path, "is"], value })}
        />
        <AmountField label={t("value")} path={[...path, "value"]} kind="count" />
        <AmountField
          label={t("within")}
          path={[...path, "within"]}
          kind="duration"
          usual={t("ever")}
        />
      </SimpleGrid>
      {tests.length > 0 && <Text size="xs">{t("where")}</Text>}
      {tests.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a test has no name of its own
        <Group key={index} gap={6} wrap="nowrap" align="flex-end">
          <QuestionForm path={[...where, index]} fields={fields} />
          <ActionIcon
            variant="subtle"
            color="dark"
            aria-label={t("remove")}
            onClick={() => edit({ do: "remove", path: [...where, index] })}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() =>
          edit({
            do: "insert",
            path: where,
            at: tests.length,
            value: { field: first, is: "is-set" },
          })
        }
      >
        {t("addWhere")}
      </Button>
    </Stack>
  );
}
