import { Button, Code, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import type { DeliveryView } from "@perennial/api";
import { useState } from "react";
import { useDo } from "../../app/api/use-do.ts";
import { usePages } from "../../app/api/use-pages.ts";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { When } from "../../parts/when.tsx";
import { words } from "./words.ts";

const TONES: Readonly<Record<DeliveryView["state"], Tone>> = {
  ...{ waiting: "wait", taken: "good", problem: "bad", aside: "warn", forgotten: "calm" },
};

/** What came in by a connection, and a way to have it taken in again. */
export function Deliveries({ id }: { readonly id: string }) {
  const t = useWords(words);
  const [only, setOnly] = useState<"problem" | "all">("problem");
  const params = { id };
  const pages = usePages("listInbox", { params, query: { only, limit: 50 } });
  const replay = useDo("replayDelivery", {
    refresh: ["listInbox", "getConnection", "getConnectionUse"],
  });
  return (
    <Section title={t("deliveries")} lead={t("deliveriesLead")}>
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label={t("state")}
            value={only}
            onChange={(next) => setOnly(next === "all" ? "all" : "problem")}
            data={[
              { value: "problem", label: t("onlyProblems") },
              { value: "all", label: t("all") },
            ]}
          />
          {only === "problem" && pages.items.length > 0 && (
            <Button onClick={() => replay.mutate({ params, body: {} })} loading={replay.isPending}>
              {t("replayAll")}
            </Button>
          )}
        </Group>
        {replay.data && (
          <Text size="sm" role="status">
            {replay.data.replayed === 0
              ? t("replayedNone")
              : t("replayed", { count: replay.data.replayed })}
          </Text>
        )}
        <ProblemNote error={replay.error ?? pages.error} again={pages.again} />
        {pages.isPending && !pages.error && <Loading />}
        {!pages.isPending && pages.items.length === 0 && (
          <Nothing title={t(only === "problem" ? "noProblems" : "noDeliveries")}>
            {t("noDeliveriesMeans")}
          </Nothing>
        )}
        {pages.items.map((each) => (
          <Delivery
            key={each.id}
            delivery={each}
            replay={() => replay.mutate({ params, body: { ids: [each.id] } })}
          />
        ))}
        {pages.hasMore && (
          <Button variant="subtle" onClick={pages.more} loading={pages.isFetching}>
            {t("all")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

interface DeliveryProps {
  readonly delivery: DeliveryView;
  readonly replay: () => void;
}

function Delivery({ delivery, replay }: DeliveryProps) {
  const t = useWords(words);
  const { id, receivedAt, state, problem, method, path, body, headers } = delivery;
  const canReplay = state === "problem" || state === "taken";
  return (
    <div style={{ borderTop: "1px solid var(--mantine-color-gray-2)", paddingTop: 8 }}>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Group gap="xs">
          <StateBadge tone={TONES[state]}>{t(state)}</StateBadge>
          <Text size="sm">
            <When at={receivedAt} /> · {method} {path}
          </Text>
        </Group>
        {canReplay && (
          <Button size="compact-sm" variant="default" onClick={replay}>
            {t("replay")}
          </Button>
        )}
      </Group>
      {problem !== null && (
        <Text size="sm" c="red.9" style={{ overflowWrap: "anywhere" }}>
          {problem}
        </Text>
      )}
      <details>
        <summary style={{ cursor: "pointer" }}>{t("showBody", { id })}</summary>
        <Text size="sm" fw={600} mt="xs">
          {t("body")}
        </Text>
        <Code block tabIndex={0} style={{ maxHeight: 320, overflow: "auto" }}>
          {body}
        </Code>
        <Text size="sm" fw={600} mt="xs">
          {t("headers")}
        </Text>
        <Code block tabIndex={0} style={{ maxHeight: 200, overflow: "auto" }}>
          {Object.entries(headers)
            .map(([name, value]) => `${name}: ${value}`)
            .join("\n")}
        </Code>
      </details>
    </div>
  );
}
