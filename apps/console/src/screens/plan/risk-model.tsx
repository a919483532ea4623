import { Button, Group, Text } from "@mantine/core";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { planScreenWords } from "./plan-screen-words.ts";

/** Has the model of who leaves made anew of the company's own history (M-17), or says why that does not carry one. */
export function RiskModel({ disabled }: { readonly disabled: boolean }) {
  const { locale } = useLanguage();
  const { count } = useFormat();
  const t = useWords(planScreenWords);
  const fit = useDo("fitRiskModel");
  const told = fit.data;
  return (
    <>
      <Group gap="sm" mt="md">
        <Button
          variant="default"
          disabled={disabled}
          loading={fit.isPending}
          onClick={() => fit.mutate({ query: { locale } })}
        >
          {t("fitModel")}
        </Button>
        {told && (
          <Text size="sm" role="status" maw={560}>
            {told.fitted
              ? t("fitted", { customers: count(told.customers), lost: count(told.lost) })
              : told.reason}
          </Text>
        )}
      </Group>
      <ProblemNote error={fit.error} />
    </>
  );
}
