import { NumberInput, Table, Text } from "@mantine/core";
import type { MatrixCellView } from "@perennial/api";
import type { LifecyclePlan } from "@perennial/lifecycle";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import type { MatrixDoc } from "../plan/plan-doc.ts";
import { errorAt, type PlanProblem, problemsAt } from "../plan/use-plan-draft.ts";
import { CellCard } from "./cell-card.tsx";
import { CellForm } from "./cell-form.tsx";
import { CLASSES, countsOf, placedCell, type ValueClass, withCell } from "./matrix-cells.ts";
import { words } from "./words.ts";

/** The matrix while it is changed. */
export interface MatrixGridProps {
  readonly matrix: MatrixDoc;
  readonly segments: LifecyclePlan["segments"];
  readonly problems: readonly PlanProblem[];
  readonly disabled: boolean;
  readonly change: (next: Partial<MatrixDoc>) => void;
}

interface Chosen {
  readonly valueClass: ValueClass;
  readonly segment: string | undefined;
  readonly name: string;
}

/** The grid of value class by segment; a cell is changed in a form beside it. */
export function MatrixGrid(props: MatrixGridProps) {
  const { matrix, segments, problems, disabled, change } = props;
  const { locale } = useLanguage();
  const t = useWords(words);
  const { data } = useAsk("getMatrix", { query: { locale } });
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const counted: readonly MatrixCellView[] = data?.cells ?? [];
  const named = segments.map(({ id }) => id);
  const rows = [
    ...segments.map(({ id, name }) => ({ segment: id, name: name[locale] })),
    { segment: undefined, name: t("allSegments") },
  ];
  const place = chosen && placedCell(matrix, chosen.valueClass, chosen.segment);
  return (
    <Section title={t("title")} lead={segments.length === 0 ? t("noSegments") : undefined}>
      <BaseGoal {...{ matrix, disabled, problems, change }} />
      {data?.customers === 0 && <Text c="dark.4">{t("noClasses")}</Text>}
      <Table.ScrollContainer minWidth={780}>
        <Table withColumnBorders verticalSpacing="sm" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={150}>{t("segments")}</Table.Th>
              {CLASSES.map((each) => (
                <Table.Th key={each}>{t(each)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ segment, name }) => (
              <Table.Tr key={segment ?? ""}>
                <Table.Th scope="row" style={{ verticalAlign: "top" }}>
                  {name}
                </Table.Th>
                {CLASSES.map((valueClass) => {
                  const { at, cell } = placedCell(matrix, valueClass, segment);
                  return (
                    <Table.Td key={valueClass} style={{ verticalAlign: "top" }}>
                      <CellCard
                        {...{ valueClass, name, cell, disabled }}
                        isOwn={at !== undefined}
                        counts={countsOf(counted, valueClass, { segment, named })}
                        problems={
                          at === undefined ? [] : problemsAt(problems, `matrix.cells.${at}`)
                        }
                        edit={() => setChosen({ valueClass, segment, name })}
                      />
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {chosen && place && (
        <CellForm
          title={t("cellTitle", { class: t(chosen.valueClass), segment: chosen.name })}
          cell={place.cell ?? { valueClass: chosen.valueClass, strategy: "develop" }}
          isOwn={place.at !== undefined}
          problems={place.at === undefined ? [] : problemsAt(problems, `matrix.cells.${place.at}`)}
          change={(cell) => {
            const { valueClass, segment } = chosen;
            const { segment: _of, ...rest } = cell;
            const own = { ...rest, valueClass, ...(segment !== undefined && { segment }) };
            change({ cells: withCell(matrix.cells, place.at, own) });
          }}
          remove={() => {
            change({ cells: matrix.cells.filter((_, index) => index !== place.at) });
            setChosen(undefined);
          }}
          close={() => setChosen(undefined)}
        />
      )}
    </Section>
  );
}

function BaseGoal(props: Omit<MatrixGridProps, "segments">) {
  const { matrix, disabled, problems, change } = props;
  const t = useWords(words);
  return (
    <NumberInput
      label={t("churnGoalBase")}
      description={t("churnGoalMeans")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      maw={300}
      mb="md"
      min={0}
      max={100}
      suffix={` ${t("perYear")}`}
      value={matrix.churnGoal ?? ""}
      disabled={disabled}
      error={errorAt(problems, "matrix.churnGoal")}
      onChange={(value) =>
        change({ churnGoal: value === "" ? undefined : Number(value) } as Partial<MatrixDoc>)
      }
    />
  );
}
