import { Checkbox, Group, NumberInput, Select } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { useEditor } from "../../editor/editor-context.ts";
import { ConditionField } from "../../editor/form/condition-field.tsx";
import { useField } from "../../editor/form/use-field.ts";
import { WordsField } from "../../editor/form/words-field.tsx";
import { freeName } from "../../editor/model/new-step.ts";
import { isRecord, listAt, type Path, textAt } from "../../editor/model/paths.ts";
import { ItemList } from "./item-list.tsx";
import { words } from "./words.ts";

const POINTS: Path = ["talkPoints"];
/** Amounts are written in whole units and kept in the smallest. */
const MINOR = 100;

/** What to talk about, with whom, what it is worth and what to say (L-16, L-17). */
export function TalkPointForms() {
  const t = useWords(words);
  const { analysis, locale } = useEditor();
  const ids = listAt(analysis.value, POINTS).map((each) => textAt(each, ["id"]));
  const blank = () => ({
    ...{ id: freeName("point", ids), name: { sv: t("newPoint"), en: t("newPoint") } },
    ...{ when: { field: "customer.email", is: "is-set" }, duty: false, worth: { amount: 0 } },
    say: { sv: t("newPoint"), en: t("newPoint") },
  });
  return (
    <Section title={t("talk")}>
      <ItemList path={POINTS} add={t("addPoint")} blank={blank} named={["name", locale]}>
        {(path) => (
          <>
            <WordsField label={t("name")} path={[...path, "name"]} isRequired />
            <WordsField label={t("say")} path={[...path, "say"]} isLong isRequired />
            <ConditionField label={t("when")} path={[...path, "when"]} signal="call" />
            <Group gap="md" align="flex-end">
              <Worth path={[...path, "worth"]} />
              <Duty path={[...path, "duty"]} />
            </Group>
          </>
        )}
      </ItemList>
    </Section>
  );
}

function Duty({ path }: { readonly path: Path }) {
  const t = useWords(words);
  const { value, set, isDisabled, error } = useField(path);
  return (
    <Checkbox
      {...{ label: t("duty"), error, disabled: isDisabled, checked: value === true }}
      onChange={(event) => set(event.currentTarget.checked)}
      mb={8}
    />
  );
}

const BASES = ["amount", "agreement.yearlyValue", "standing.value"] as const;

/** An amount, or a share of what the agreement or the customer is worth. */
function Worth({ path }: { readonly path: Path }) {
  const t = useWords(words);
  const { value, set, isDisabled, error } = useField(path);
  const worth = isRecord(value) ? value : {};
  const basis = BASES.find((each) => each === worth.of) ?? "amount";
  const isShare = basis !== "amount";
  const figure = Number(isShare ? worth.share : worth.amount) || 0;
  const put = (of: (typeof BASES)[number], next: number) =>
    set(of === "amount" ? { amount: Math.round(next) } : { of, share: Math.min(1, next) });
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={t("worth")}
        data={BASES.map((each) => ({ value: each, label: t(each) }))}
        value={basis}
        allowDeselect={false}
        disabled={isDisabled}
        onChange={(next) => {
          const of = BASES.find((each) => each === next) ?? "amount";
          put(of, of === "amount" ? 0 : 0.5);
        }}
      />
      <NumberInput
        label={t(isShare ? "share" : "amountOf")}
        {...{ error, disabled: isDisabled, min: 0, w: 120 }}
        value={isShare ? Math.round(figure * 100) : figure / MINOR}
        onChange={(next) => put(basis, isShare ? Number(next) / 100 : Number(next) * MINOR)}
      />
    </Group>
  );
}
