import { Button, Group, Kbd, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPhoneCall } from "@tabler/icons-react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StateBadge } from "../state-badge.tsx";
import { callWords } from "./call-words.ts";
import type { AboutCall, Calling, Picture } from "./use-call.ts";
import { useServiceNames } from "./use-service-names.ts";

/** A call, and what is said of it. */
export interface CallStateProps {
  readonly ongoing: Picture["ongoing"];
  readonly about: AboutCall;
  readonly setAbout: (about: AboutCall) => void;
  readonly calling: Calling;
}

/** Whether a call is on and since when, who began it and why, and how one begins. */
export function CallState({ ongoing, about, setAbout, calling }: CallStateProps) {
  const t = useWords(callWords);
  const { errands } = useServiceNames();
  const { starting } = calling;
  const start = () => {
    if (ongoing === null && !starting.isPending) void calling.start().catch(() => undefined);
  };
  useHotkeys([["alt+s", start, { usePhysicalKeys: true }]], []);
  return (
    <Stack gap={6}>
      <Group gap="xs">
        {ongoing === null ? (
          <>
            <SegmentedControl
              size="xs"
              aria-label={t("direction")}
              value={about.direction}
              data={[
                { value: "in", label: t("in") },
                { value: "out", label: t("out") },
              ]}
              onChange={(next) => setAbout({ ...about, direction: next === "out" ? "out" : "in" })}
            />
            <Button
              size="xs"
              leftSection={<IconPhoneCall size={16} />}
              rightSection={<Kbd size="xs">Alt S</Kbd>}
              aria-keyshortcuts="Alt+S"
              loading={starting.isPending}
              onClick={start}
            >
              {t("start")}
            </Button>
          </>
        ) : (
          <On ongoing={ongoing} />
        )}
        <Select
          size="xs"
          aria-label={t("errand")}
          placeholder={`${t("errand")}: ${t("errandNone").toLowerCase()}`}
          data={[...errands]}
          value={about.errand ?? null}
          onChange={(errand) => setAbout({ ...about, errand: errand ?? undefined })}
          clearable
          w={190}
        />
      </Group>
      <ProblemNote error={starting.error} />
    </Stack>
  );
}

function On({ ongoing }: { readonly ongoing: NonNullable<Picture["ongoing"]> }) {
  const t = useWords(callWords);
  const { who } = useSession();
  const { time } = useFormat();
  const { startedAt, agent } = ongoing;
  const at = time(startedAt);
  const isOther = agent !== null && agent !== who;
  return (
    <div role="status">
      <StateBadge tone="bad">
        {isOther ? t("onWith", { who: agent, at }) : t("on", { at })}
      </StateBadge>
      <Text size="xs" c="dark.4">
        {t("held")}
      </Text>
    </div>
  );
}
