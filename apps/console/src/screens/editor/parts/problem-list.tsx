import { Box, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { StateBadge } from "../../../parts/state-badge.tsx";
import { useEditor } from "../editor-context.ts";
import type { PlacedProblem } from "../model/analyse.ts";
import { words } from "../words.ts";

/** Everything that is wrong, where it is and what to do; a click goes there. */
export function ProblemList({ go }: { readonly go: (problem: PlacedProblem) => void }) {
  const { analysis } = useEditor();
  const t = useWords(words);
  const { problems } = analysis;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  return (
    <Box component="section" aria-label={t("problems")}>
      <Group gap="xs" role="status">
        {errors > 0 && <StateBadge tone="bad">{t("errors", { count: errors })}</StateBadge>}
        {warnings > 0 && <StateBadge tone="warn">{t("warnings", { count: warnings })}</StateBadge>}
        {problems.length === 0 && <StateBadge tone="good">{t("noProblems")}</StateBadge>}
      </Group>
      {problems.length > 0 && (
        <Stack
          gap={0}
          mt="xs"
          component="ul"
          p={0}
          mb={0}
          mah={220}
          style={{ overflow: "auto", listStyle: "none" }}
          tabIndex={0}
          aria-label={t("problems")}
        >
          {problems.map((problem) => (
            <li
              key={`${problem.file} ${problem.line} ${problem.column} ${problem.code} ${problem.message}`}
            >
              <UnstyledButton onClick={() => go(problem)} py={4} w="100%">
                <Text size="sm">
                  <b>{t(problem.severity)}</b> ·{" "}
                  {t("place", { file: problem.file, line: problem.line })}: {problem.message}
                </Text>
                <Text size="sm" c="dark.3">
                  {problem.remedy}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </Stack>
      )}
    </Box>
  );
}
