import { Card, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { Locale, LocalizedText } from "@perennial/contract";
import type { Condition } from "@perennial/lifecycle";
import { messageAt } from "../../app/api/api-problem.ts";
import { useWords } from "../../app/language/words.ts";
import { CriterionCondition } from "./criterion-condition.tsx";
import { words } from "./words.ts";

/** A criterion as it is written; without a condition it is not done yet. */
export interface Criterion {
  readonly id: string;
  readonly name: LocalizedText;
  readonly when?: Condition | undefined;
  readonly points: number;
  readonly whyNow: LocalizedText;
  readonly bring: LocalizedText;
}

/** One criterion, and what the list was refused with. */
export interface CriterionCardProps {
  readonly criterion: Criterion;
  readonly index: number;
  readonly canEdit: boolean;
  readonly error: Error | null;
  readonly onChange: (next: Criterion) => void;
}

const TEXTS = ["name", "whyNow", "bring"] as const;
const LOCALES: readonly Locale[] = ["sv", "en"];

/** The places whose errors stand beside the fields of the card of a criterion. */
export function toldByCard(index: number): readonly string[] {
  const texts = TEXTS.flatMap((text) => LOCALES.map((locale) => `${text}.${locale}`));
  return [...texts, "when"].map((field) => `criteria.${index}.${field}`);
}

/** What a criterion is called, what has to hold, why now, and what to bring; what is wrong stands beside it. */
export function CriterionCard(props: CriterionCardProps) {
  const { criterion, index, canEdit, error, onChange } = props;
  const t = useWords(words);
  const place = `criteria.${index}`;
  const labels = {
    name: { sv: t("nameSv"), en: t("nameEn") },
    whyNow: { sv: t("whyNowSv"), en: t("whyNowEn") },
    bring: { sv: t("bringSv"), en: t("bringEn") },
  };
  return (
    <Card withBorder>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {TEXTS.flatMap((text) =>
            LOCALES.map((locale) => (
              <TextInput
                key={`${text} ${locale}`}
                label={labels[text][locale]}
                value={criterion[text][locale]}
                disabled={!canEdit}
                error={messageAt(error, `${place}.${text}.${locale}`)}
                onChange={(event) =>
                  onChange({
                    ...criterion,
                    [text]: { ...criterion[text], [locale]: event.currentTarget.value },
                  })
                }
              />
            )),
          )}
        </SimpleGrid>
        <CriterionCondition
          {...{ canEdit, error, value: criterion.when, place: `${place}.when` }}
          change={(when) => onChange({ ...criterion, when })}
        />
      </Stack>
    </Card>
  );
}
