import { Alert, Button, Drawer, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import type { CellDoc } from "../plan/plan-doc.ts";
import type { PlanProblem } from "../plan/use-plan-draft.ts";
import { words } from "./words.ts";

const STRATEGIES = ["retain", "develop", "cheaper-channels", "normal-price", "minimise"] as const;

/** A cell while it is changed. */
export interface CellFormProps {
  readonly title: string;
  readonly cell: CellDoc;
  readonly isOwn: boolean;
  readonly problems: readonly PlanProblem[];
  readonly change: (cell: CellDoc) => void;
  readonly remove: () => void;
  readonly close: () => void;
}

/** What the customers of a cell are to get, as a form; each change is checked at once. */
export function CellForm(props: CellFormProps) {
  const { title, cell, isOwn, problems, change, remove, close } = props;
  const { locale } = useLanguage();
  const t = useWords(words);
  const { data } = useAsk("listPrograms");
  const programs = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }));
  const set = <Name extends keyof CellDoc>(name: Name, value: CellDoc[Name] | undefined) => {
    const { [name]: _before, ...rest } = cell;
    // The name is that of a field of cells, and its value belongs to it.
    change((value === undefined ? rest : { ...rest, [name]: value }) as CellDoc);
  };
  const number = (value: string | number) => (value === "" ? undefined : Number(value));
  return (
    <Drawer opened onClose={close} position="right" title={title} size={420}>
      <Stack gap="sm">
        {problems.map(({ message, remedy, severity }) => (
          <Alert key={message} color={severity === "error" ? "red" : "yellow"}>
            {message} {remedy}
          </Alert>
        ))}
        <Select
          label={t("strategy")}
          value={cell.strategy}
          allowDeselect={false}
          data={STRATEGIES.map((value) => ({ value, label: t(value) }))}
          onChange={(value) =>
            set(
              "strategy",
              STRATEGIES.find((each) => each === value),
            )
          }
        />
        <Select
          label={t("program")}
          placeholder={t("noProgram")}
          clearable
          searchable
          value={cell.program ?? null}
          data={programs}
          onChange={(value) => set("program", value ?? undefined)}
        />
        <TextInput
          label={t("serviceLevel")}
          description={t("serviceMeans")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={cell.serviceLevel ?? ""}
          onChange={({ currentTarget: { value } }) =>
            set("serviceLevel", value === "" ? undefined : value)
          }
        />
        <NumberInput
          label={t("churnGoal")}
          value={cell.churnGoal ?? ""}
          min={0}
          max={100}
          suffix={` ${t("perYear")}`}
          onChange={(value) => set("churnGoal", number(value))}
        />
        <NumberInput
          label={t("contacts")}
          value={cell.contactsPerYear ?? ""}
          min={0}
          allowDecimal={false}
          onChange={(value) => set("contactsPerYear", number(value))}
        />
        <Group justify="space-between" mt="sm">
          <Button variant="default" color="red" disabled={!isOwn} onClick={remove}>
            {t("remove")}
          </Button>
          <Button onClick={close}>{t("done")}</Button>
        </Group>
      </Stack>
    </Drawer>
  );
}
