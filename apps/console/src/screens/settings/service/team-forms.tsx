import { NumberInput, SimpleGrid } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { TextField } from "../../editor/form/text-field.tsx";
import { useField } from "../../editor/form/use-field.ts";
import type { Path } from "../../editor/model/paths.ts";
import { ItemList } from "./item-list.tsx";
import { words } from "./words.ts";

const MINOR = 100;

/** What each team is to reach, for the report that shows where goals pull apart (L-23). */
export function TeamForms() {
  const t = useWords(words);
  const blank = () => ({ team: t("newTeam") });
  return (
    <Section title={t("teams")}>
      <ItemList path={["teams"]} add={t("addTeam")} blank={blank} named={["team"]}>
        {(path) => (
          <SimpleGrid cols={{ base: 1, sm: 4 }} spacing="xs">
            <TextField label={t("name")} path={[...path, "team"]} isRequired />
            <Goal label={t("callLength")} path={[...path, "callLength"]} unit={1} />
            <Goal label={t("waiting")} path={[...path, "waiting"]} unit={1} />
            <Goal label={t("sales")} path={[...path, "sales"]} unit={MINOR} />
          </SimpleGrid>
        )}
      </ItemList>
    </Section>
  );
}

interface GoalProps {
  readonly label: string;
  readonly path: Path;
  /** How much of what is kept is one of what is written. */
  readonly unit: number;
}

function Goal({ label, path, unit }: GoalProps) {
  const { value, set, error, isDisabled } = useField(path);
  return (
    <NumberInput
      {...{ label, error, disabled: isDisabled, min: 0, thousandSeparator: " " }}
      allowDecimal={false}
      value={typeof value === "number" ? value / unit : ""}
      onChange={(next) => set(next === "" ? undefined : Number(next) * unit)}
    />
  );
}
