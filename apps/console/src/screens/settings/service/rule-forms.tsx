import { MultiSelect, NumberInput, Select, SimpleGrid } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { useEditor } from "../../editor/editor-context.ts";
import { ChoiceField, ChoicesField } from "../../editor/form/choice-field.tsx";
import { ConditionField } from "../../editor/form/condition-field.tsx";
import { useField } from "../../editor/form/use-field.ts";
import { WordsField } from "../../editor/form/words-field.tsx";
import { freeName } from "../../editor/model/new-step.ts";
import { listAt, type Path, textAt } from "../../editor/model/paths.ts";
import { ItemList } from "./item-list.tsx";
import { useNamed } from "./named.ts";
import { words } from "./words.ts";

const RULES: Path = ["routing", "rules"];

/** The rules by which calls are answered, the first first, and what holds where none does (L-10 to L-15). */
export function RuleForms() {
  const t = useWords(words);
  const { analysis, locale } = useEditor();
  const ids = listAt(analysis.value, RULES).map((each) => textAt(each, ["id"]));
  const blank = () => ({
    ...{ id: freeName("rule", ids), name: { sv: t("newRule"), en: t("newRule") } },
    ...{ callers: ["known"], gives: { priority: 50 } },
  });
  return (
    <>
      <Section title={t("rules")}>
        <ItemList path={RULES} add={t("addRule")} blank={blank} named={["name", locale]}>
          {(path) => <RuleForm path={path} />}
        </ItemList>
      </Section>
      {(["default", "unknown"] as const).map((name) => (
        <Section key={name} title={t(`${name}Answer`)} lead={t(`${name}Means`)}>
          <AnswerForm path={["routing", name]} isWhole />
        </Section>
      ))}
    </>
  );
}

function RuleForm({ path }: { readonly path: Path }) {
  const t = useWords(words);
  const callers = (["known", "several", "unknown"] as const).map((value) => ({
    ...{ value, label: t(`caller-${value}`) },
  }));
  const outcomes = (["done", "failed", "left"] as const).map((value) => ({
    ...{ value, label: t(`outcome-${value}`) },
  }));
  return (
    <>
      <WordsField label={t("name")} path={[...path, "name"]} isRequired />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
        <ChoicesField label={t("callers")} path={[...path, "callers"]} options={callers} />
        <ChoicesField
          label={t("whenErrand")}
          path={[...path, "errands"]}
          options={useNamed("errands")}
          usual={t("any")}
        />
        <ChoicesField
          label={t("whenSelfService")}
          path={[...path, "selfService"]}
          options={outcomes}
          usual={t("any")}
        />
      </SimpleGrid>
      <ConditionField label={t("when")} path={[...path, "when"]} signal="call" isOptional />
      <AnswerForm path={[...path, "gives"]} />
    </>
  );
}

interface AnswerFormProps {
  readonly path: Path;
  /** Whether all of it has to be said, as where nothing else decides. @default false */
  readonly isWhole?: boolean;
}

/** What a rule decides of the five outputs; what is left out, the default decides. */
function AnswerForm({ path, isWhole = false }: AnswerFormProps) {
  const t = useWords(words);
  const one = { isOptional: !isWhole };
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" aria-label={t("gives")}>
      <Priority path={[...path, "priority"]} />
      <ChoiceField
        {...{ label: t("skill"), path: [...path, "skill"], ...one }}
        options={useNamed("skills")}
      />
      <VoiceMessage path={[...path, "voiceMessage"]} isWhole={isWhole} />
      <ChoiceField
        {...{ label: t("view"), path: [...path, "view"], ...one }}
        options={useNamed("views")}
      />
      <Several label={t("selfServices")} path={[...path, "selfServices"]} {...{ isWhole }} />
      <Several label={t("highlight")} path={[...path, "highlight"]} {...{ isWhole }} />
    </SimpleGrid>
  );
}

const SILENCE = "";

/** What the voice says: a message, nothing at all, or, in a rule, what the default says. */
function VoiceMessage({ path, isWhole }: Required<AnswerFormProps>) {
  const t = useWords(words);
  const { value, set, error, isDisabled } = useField(path);
  const said = value === null ? SILENCE : value;
  const choose = (next: string | null) => {
    if (next === null) set(undefined);
    else set(next === SILENCE ? null : next);
  };
  return (
    <Select
      {...{ label: t("voiceMessage"), error, disabled: isDisabled }}
      value={typeof said === "string" ? said : null}
      data={[{ value: SILENCE, label: t("silence") }, ...useNamed("voiceMessages")]}
      clearable={!isWhole}
      allowDeselect={false}
      onChange={choose}
    />
  );
}

/** Several of what there is to offer or to highlight; where all must be said, none is said, too. */
function Several({ label, path, isWhole }: Required<AnswerFormProps> & { readonly label: string }) {
  const { value, set, error, isDisabled } = useField(path);
  const list = path.at(-1) === "selfServices" ? "selfServices" : "highlights";
  return (
    <MultiSelect
      {...{ label, error, disabled: isDisabled, data: [...useNamed(list)] }}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(next) => set(next.length === 0 && !isWhole ? undefined : next)}
    />
  );
}

function Priority({ path }: { readonly path: Path }) {
  const t = useWords(words);
  const { value, set, error, isDisabled } = useField(path);
  return (
    <NumberInput
      label={t("priority")}
      description={t("priorityHelp")}
      min={0}
      max={100}
      allowDecimal={false}
      {...{ error, disabled: isDisabled }}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => set(next === "" ? undefined : Number(next))}
    />
  );
}
