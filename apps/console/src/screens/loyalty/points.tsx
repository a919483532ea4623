import { Button, NumberInput, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay, useSession } from "../../app/session/use-session.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { DurationField } from "../plan/duration-field.tsx";
import type { PlanDoc, PointsDoc } from "../plan/plan-doc.ts";
import { PublishBar } from "../plan/publish-bar.tsx";
import { errorAt, usePlanDraft } from "../plan/use-plan-draft.ts";
import { words } from "./words.ts";

const FIRST: PointsDoc = { perUnit: 1, multiply: [], pending: "P30D", life: "P24M", warn: "P30D" };
const TIMES = ["pending", "life", "warn"] as const;

/** How members earn points and when they run out (product.md, 20), as a form over the lifecycle plan. */
export function Points({ stored }: { readonly stored: Answer<"getPlan"> }) {
  const t = useWords(words);
  const draft = usePlanDraft(stored);
  const disabled = !useMay("marketer");
  const { tenant } = useSession();
  const currency = "currency" in tenant ? String(tenant.currency) : "SEK";
  const { points } = draft.plan;
  const put = (next: PointsDoc) => draft.change((plan) => ({ ...plan, points: next }));
  if (points === undefined) {
    return (
      <Stack gap="md">
        {draft.isChanged && <PublishBar draft={draft} />}
        <Section title={t("points")} lead={t("pointsLead")}>
          <Nothing
            title={t("noPoints")}
            action={
              <Button onClick={() => put(FIRST)} disabled={disabled}>
                {t("addPoints")}
              </Button>
            }
          >
            {t("noPointsMeans")}
          </Nothing>
        </Section>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <PublishBar draft={draft} />
      <Section
        title={t("points")}
        lead={t("pointsLead")}
        actions={
          <Button variant="default" disabled={disabled} onClick={() => draft.change(without)}>
            {t("removePoints")}
          </Button>
        }
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label={t("perUnit", { currency })}
            value={points.perUnit}
            min={0}
            disabled={disabled}
            error={errorAt(draft.problems, "points.perUnit")}
            onChange={(value) => put({ ...points, perUnit: Number(value) || 0 })}
          />
          {TIMES.map((name) => (
            <DurationField
              key={name}
              label={t(name)}
              value={points[name]}
              disabled={disabled}
              error={errorAt(draft.problems, `points.${name}`)}
              onChange={(value) => put({ ...points, [name]: value })}
            />
          ))}
        </SimpleGrid>
        {points.multiply.length > 0 && (
          <Text size="sm" c="dark.4" mt="sm">
            {t("multiply", { count: points.multiply.length })}
          </Text>
        )}
      </Section>
    </Stack>
  );
}

function without({ points: _points, ...plan }: PlanDoc): PlanDoc {
  return plan;
}
