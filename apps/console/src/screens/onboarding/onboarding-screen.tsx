import { Alert, Button, Progress, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Screen } from "../../parts/screen.tsx";
import { SetupStep } from "./setup-step.tsx";
import { words } from "./words.ts";

/** How often steps that go on by themselves are looked at, in milliseconds. */
const EVERY = 5_000;

/** The way from nothing to the first active program, a step at a time. */
export function OnboardingScreen() {
  const t = useWords(words);
  const query = useAsk("getOnboarding", {}, { every: EVERY });
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Answered query={query} rows={9}>
        {({ steps, done, total, next, isComplete }) => (
          <Stack gap="md" maw={860}>
            <div>
              <Text size="sm" role="status" mb={4}>
                {t("progress", { done, total })}
              </Text>
              <Progress
                value={(100 * done) / total}
                aria-label={t("progress", { done, total })}
                size="lg"
              />
            </div>
            {isComplete && (
              <Alert color="green" title={t("complete")}>
                <Stack gap="xs" align="flex-start">
                  {t("completeMeans")}
                  <Button size="xs" renderRoot={(props) => <Link to="/" {...props} />}>
                    {t("toHome")}
                  </Button>
                </Stack>
              </Alert>
            )}
            <ol style={{ listStyle: "none", margin: 0, padding: 0 }}>
              {steps.map((step, index) => (
                <SetupStep
                  key={step.step}
                  step={step}
                  number={index + 1}
                  isNext={step.step === next}
                />
              ))}
            </ol>
          </Stack>
        )}
      </Answered>
    </Screen>
  );
}
