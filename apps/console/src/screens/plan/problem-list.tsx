import { Box, Group, Stack, Text } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { StateBadge } from "../../parts/state-badge.tsx";
import { planWords } from "./plan-words.ts";
import type { PlanProblem } from "./use-plan-draft.ts";

/** What the checker says of a plan, the errors first; nothing where it says nothing. */
export function ProblemList({ problems }: { readonly problems: readonly PlanProblem[] }) {
  const t = useWords(planWords);
  if (problems.length === 0) return null;
  const sorted = problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
  return (
    <Box mt="sm">
      <Text size="sm" fw={600}>
        {t("problems", { count: problems.length })}
      </Text>
      <Stack gap={6} mt={4} component="ul" p={0} style={{ listStyle: "none" }}>
        {sorted.map(({ path, code, message, remedy, severity }) => (
          <Group
            key={`${path} ${code} ${message}`}
            component="li"
            gap="xs"
            wrap="nowrap"
            align="flex-start"
          >
            <Box style={{ flexShrink: 0 }}>
              <StateBadge tone={severity === "error" ? "bad" : "warn"}>{t(severity)}</StateBadge>
            </Box>
            <Text size="sm">
              {message} {remedy}
            </Text>
          </Group>
        ))}
      </Stack>
    </Box>
  );
}
