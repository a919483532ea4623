import { Select, SimpleGrid } from "@mantine/core";
import { type Field, OPERATORS_OF_TYPE } from "@perennial/lifecycle";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { firstValue, operandOf, withField } from "../model/condition-parts.ts";
import { type Path, textAt, valueAt } from "../model/paths.ts";
import { type ConditionWord, conditionWords } from "./condition-words.ts";
import { OperandField } from "./operand-field.tsx";

/** A question about one field. */
export interface QuestionFormProps {
  readonly path: Path;
  readonly signal?: string;
  /** The fields of the records that are counted, in place of those of the customer's facts. */
  readonly fields?: ReadonlyMap<string, Field<never>>;
}

const NO_TYPE = { type: "text" } as const;

/** A field, how it is compared, and with what. */
export function QuestionForm({ path, signal, fields }: QuestionFormProps) {
  const { analysis, edit, catalogue, locale } = useEditor();
  const t = useWords(conditionWords);
  const known: ReadonlyMap<string, Field<never>> = fields ?? catalogue(signal).fields;
  const name = textAt(analysis.value, [...path, "field"]);
  const operator = textAt(analysis.value, [...path, "is"]);
  const field = known.get(name);
  const operators = OPERATORS_OF_TYPE[(field ?? NO_TYPE).type];
  const chooseField = (next: string | null) => {
    const found = next === null ? undefined : known.get(next);
    if (next === null || !found) return;
    const fit = OPERATORS_OF_TYPE[found.type];
    edit({ do: "set", path, value: withField(next, found, fit, operator) });
  };
  const chooseOperator = (is: string | null) => {
    if (is === null) return;
    const value = valueAt(analysis.value, [...path, "value"]);
    const fits = value !== undefined && operandOf(is) === operandOf(operator);
    const next = fits ? value : firstValue(field ?? NO_TYPE, is);
    edit({
      do: "set",
      path,
      value: { field: name, is, ...(next !== undefined && { value: next }) },
    });
  };
  return (
    <SimpleGrid cols={{ base: 1, lg: operandOf(operator) === "none" ? 2 : 3 }} spacing={6}>
      <Select
        size="xs"
        label={t("what")}
        searchable
        allowDeselect={false}
        value={name}
        data={fieldOptions(known, name, { locale, t })}
        onChange={chooseField}
        comboboxProps={{ width: 340, position: "bottom-start" }}
      />
      <Select
        size="xs"
        label={t("how")}
        allowDeselect={false}
        value={operator}
        data={operators.map((each) => ({ value: each, label: t(`is.${each}`) }))}
        onChange={chooseOperator}
        comboboxProps={{ width: "max-content", position: "bottom-start" }}
      />
      {operandOf(operator) !== "none" && (
        <OperandField path={[...path, "value"]} field={field} operator={operator} />
      )}
    </SimpleGrid>
  );
}

interface Speech {
  readonly locale: "sv" | "en";
  readonly t: (key: ConditionWord) => string;
}

/** The fields there are, by what they belong to. */
function fieldOptions(
  fields: ReadonlyMap<string, Field<never>>,
  name: string,
  { locale, t }: Speech,
) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const [path, field] of fields) {
    const scope = path.includes(".") ? path.slice(0, path.indexOf(".")) : "";
    const label = field.words[locale].noun;
    groups.set(scope, [...(groups.get(scope) ?? []), { value: path, label }]);
  }
  if (!fields.has(name)) groups.set("", [...(groups.get("") ?? []), { value: name, label: name }]);
  return [...groups].map(([scope, items]) => {
    const key = `scope.${scope}`;
    const group = Object.hasOwn(conditionWords.sv, key) ? t(key as ConditionWord) : "…";
    return { group, items };
  });
}
