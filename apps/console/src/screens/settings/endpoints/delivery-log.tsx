import { Button, Group, SegmentedControl, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { Answer } from "../../../app/api/call.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { usePages } from "../../../app/api/use-pages.ts";
import { useWords } from "../../../app/language/words.ts";
import { Loading } from "../../../parts/loading.tsx";
import { Nothing } from "../../../parts/nothing.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { StateBadge, type Tone } from "../../../parts/state-badge.tsx";
import { When } from "../../../parts/when.tsx";
import { words } from "./words.ts";

type Delivery = Answer<"listEventDeliveries">["items"][number];

const STATES = ["all", "pending", "delivered", "failed"] as const;
type Shown = (typeof STATES)[number];
const TONES: Readonly<Record<Delivery["state"], Tone>> = {
  ...{ pending: "wait", delivered: "good", failed: "bad" },
};
/** Failures are sent again as far back as events are kept, in milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000;

/** What was sent to a receiver, with every attempt, and a way to send it again. */
export function DeliveryLog({ id }: { readonly id: string }) {
  const t = useWords(words);
  const [state, setState] = useState<Shown>("all");
  const query = state === "all" ? {} : { state };
  const pages = usePages("listEventDeliveries", { params: { id }, query });
  const replay = useDo("replayEvents", { refresh: ["listEventDeliveries"] });
  const failedSince = () => new Date(Date.now() - KEPT).toISOString();
  return (
    <Stack gap="sm" mt="sm">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          value={state}
          onChange={(next) => setState(STATES.find((each) => each === next) ?? "all")}
          data={STATES.map((each) => ({ value: each, label: t(each) }))}
          aria-label={t("filter")}
        />
        <Button
          size="xs"
          variant="default"
          loading={replay.isPending}
          onClick={() => replay.mutate({ params: { id }, body: { failedSince: failedSince() } })}
        >
          {t("replayFailed")}
        </Button>
      </Group>
      <ProblemNote error={pages.error ?? replay.error} again={pages.again} />
      <Text size="sm" role="status">
        {replay.data && t("replayed", { count: replay.data.events })}
      </Text>
      {pages.isPending && <Loading rows={3} />}
      {!pages.isPending && pages.items.length === 0 && (
        <Nothing title={t("noDeliveries")}>{t("noDeliveriesMeans")}</Nothing>
      )}
      {pages.items.length > 0 && (
        <Table.ScrollContainer minWidth={560} aria-label={t("log", { id })}>
          <Table aria-label={t("log", { id })}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("when")}</Table.Th>
                <Table.Th>{t("event")}</Table.Th>
                <Table.Th>{t("state")}</Table.Th>
                <Table.Th>{t("attempts")}</Table.Th>
                <Table.Th ta="right">{t("replay")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pages.items.map((each) => (
                <DeliveryRow
                  key={each.eventId}
                  delivery={each}
                  again={() =>
                    replay.mutate({ params: { id }, body: { eventIds: [each.eventId] } })
                  }
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {pages.hasMore && (
        <Button variant="default" size="xs" onClick={pages.more} loading={pages.isFetching}>
          {t("more")}
        </Button>
      )}
    </Stack>
  );
}

function DeliveryRow({
  delivery,
  again,
}: {
  readonly delivery: Delivery;
  readonly again: () => void;
}) {
  const t = useWords(words);
  const { message, state, attempts, eventId } = delivery;
  return (
    <Table.Tr style={{ verticalAlign: "top" }}>
      <Table.Td>
        <When at={message.timestamp} />
      </Table.Td>
      <Table.Td>{message.type}</Table.Td>
      <Table.Td>
        <StateBadge tone={TONES[state]}>{t(state)}</StateBadge>
      </Table.Td>
      <Table.Td>
        {attempts.map(({ attempt, at, status, problem }) => (
          <Text key={attempt} size="xs" style={{ overflowWrap: "anywhere" }}>
            <When at={at} /> · {status === null ? problem : t("answered", { status })}
          </Text>
        ))}
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={again}
          aria-label={`${t("replay")}: ${message.type}, ${eventId}`}
        >
          {t("replay")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
