import { Button, Group, Paper, Text, ThemeIcon, Title } from "@mantine/core";
import type { SetupStepView } from "@perennial/api";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

/** A step, its place among the others, and whether it is the one to go on with. */
export interface SetupStepProps {
  readonly step: SetupStepView;
  readonly number: number;
  readonly isNext: boolean;
}

const TONES: Readonly<Record<SetupStepView["state"], Tone>> = {
  ...{ done: "good", "under-way": "wait", todo: "warn", blocked: "calm", dismissed: "calm" },
};

/** Shown of a step's numbers, in this order. */
const COUNTS = [
  ...(["customers", "agreements", "purchases", "read", "total", "excluded", "programs"] as const),
] as const;

/** One step of setting up: what it is, how it stands, and where it is done. */
export function SetupStep({ step: view, number, isNext }: SetupStepProps) {
  const t = useWords(words);
  const { step, state, about, blockedBy, link } = view;
  const isDone = state === "done";
  return (
    <Paper
      component="li"
      withBorder
      p="md"
      mb="sm"
      radius="md"
      {...(isNext && { "aria-current": "step" as const })}
      style={isNext ? { borderColor: "var(--mantine-primary-color-filled)", borderWidth: 2 } : {}}
    >
      <Group wrap="nowrap" align="flex-start" gap="md">
        <ThemeIcon
          variant={isDone ? "filled" : "light"}
          radius="xl"
          size={32}
          aria-hidden
          style={{ flex: "none" }}
        >
          {isDone ? <IconCheck size={18} /> : number}
        </ThemeIcon>
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs">
            <Title order={2} size="h5">
              {t(step)}
            </Title>
            <StateBadge tone={TONES[state]}>{t(state)}</StateBadge>
            {isNext && <StateBadge tone="wait">{t("next")}</StateBadge>}
          </Group>
          <Text size="sm" c="dark.4" mt={4}>
            {t(`${step}Means`)}
          </Text>
          <Text size="sm" mt={4}>
            {[
              ...(about === null ? [] : [t("about", { name: about })]),
              ...countsOf(view, t),
              ...(blockedBy === null ? [] : [t("blockedBy", { step: t(blockedBy) })]),
            ].join(" ")}
          </Text>
          <Group gap="xs" mt="sm">
            <Button
              size="xs"
              variant={isNext ? "filled" : "default"}
              renderRoot={(props) => <Link to={link} {...props} />}
            >
              {t(`${step}Go`)}
            </Button>
            {!isDone && <Skip view={view} />}
          </Group>
        </div>
      </Group>
    </Paper>
  );
}

function countsOf(
  { counts, state }: SetupStepView,
  t: ReturnType<typeof useWords<keyof (typeof words)["sv"] & string>>,
): readonly string[] {
  const shown = COUNTS.filter((name) => {
    if ((name === "read" || name === "total") && state !== "under-way") return false;
    return (counts[name] ?? 0) > 0;
  });
  const told = shown.map((name) => t(name, { count: counts[name] ?? 0 }));
  const list = told.length === 0 ? [] : [`${told.join(", ")}.`];
  return counts.capped === 1 && state === "done" ? [...list, `${t("capped")}.`] : list;
}

function Skip({ view: { step, state } }: { readonly view: SetupStepView }) {
  const t = useWords(words);
  const may = useMay("marketer");
  const set = useDo("setSetupStep", { refresh: ["getOnboarding"] });
  const isDismissed = state === "dismissed";
  if (!may) return null;
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        aria-label={t(isDismissed ? "takeUpNamed" : "skipNamed", { step: t(step) })}
        onClick={() => set.mutate({ params: { step }, body: { dismissed: !isDismissed } })}
        loading={set.isPending}
      >
        {t(isDismissed ? "takeUp" : "skip")}
      </Button>
      <ProblemNote error={set.error} />
    </>
  );
}
