import { NumberInput } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { useEditor } from "../../editor/editor-context.ts";
import { ConditionField } from "../../editor/form/condition-field.tsx";
import { useField } from "../../editor/form/use-field.ts";
import { WordsField } from "../../editor/form/words-field.tsx";
import { freeName } from "../../editor/model/new-step.ts";
import { listAt, type Path, textAt } from "../../editor/model/paths.ts";
import { ItemList } from "./item-list.tsx";
import { words } from "./words.ts";

const POTENTIAL: Path = ["potential"];

/** What speaks for selling to whoever is calling, with points (L-06). */
export function PotentialForms() {
  const t = useWords(words);
  const { analysis, locale } = useEditor();
  const ids = listAt(analysis.value, POTENTIAL).map((each) => textAt(each, ["id"]));
  const blank = () => {
    const both = (text: string) => ({ sv: text, en: text });
    const name = t("newPotential");
    return {
      ...{ id: freeName("potential", ids), name: both(name), points: 1 },
      ...{ when: { field: "customer.email", is: "is-set" }, whyNow: both(name), bring: both(name) },
    };
  };
  return (
    <Section title={t("potential")}>
      <ItemList path={POTENTIAL} add={t("addPotential")} blank={blank} named={["name", locale]}>
        {(path) => (
          <>
            <WordsField label={t("name")} path={[...path, "name"]} isRequired />
            <Points path={[...path, "points"]} />
            <ConditionField label={t("when")} path={[...path, "when"]} />
            <WordsField label={t("whyNow")} path={[...path, "whyNow"]} isRequired />
            <WordsField label={t("bring")} path={[...path, "bring"]} isRequired />
          </>
        )}
      </ItemList>
    </Section>
  );
}

function Points({ path }: { readonly path: Path }) {
  const t = useWords(words);
  const { value, set, error, isDisabled } = useField(path);
  return (
    <NumberInput
      {...{ label: t("points"), error, disabled: isDisabled, min: 0, maw: 200 }}
      value={typeof value === "number" ? value : ""}
      onChange={(next) => set(next === "" ? undefined : Number(next))}
    />
  );
}
