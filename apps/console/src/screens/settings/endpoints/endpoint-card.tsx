import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useDo } from "../../../app/api/use-do.ts";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { StateBadge } from "../../../parts/state-badge.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import type { Endpoint } from "./endpoint-form.tsx";
import { words } from "./words.ts";

/** A receiver, and what happens when it is changed. */
export interface EndpointCardProps {
  readonly endpoint: Endpoint;
  readonly edit: () => void;
  readonly shownSecret: (secret: string) => void;
}

/** A receiver of events: how it is, what can be done, and its log. */
export function EndpointCard({ endpoint, edit, shownSecret }: EndpointCardProps) {
  const t = useWords(words);
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { id, url, description, types, state, problem, failingSince } = endpoint;
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={id}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Group gap="xs">
            <Text fw={600}>{id}</Text>
            <StateBadge tone={state === "active" ? "good" : "warn"}>{t(state)}</StateBadge>
            {failingSince !== null && (
              <StateBadge tone="bad">
                {t("failing", { when: format.moment(failingSince) })}
              </StateBadge>
            )}
          </Group>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {url}
          </Text>
          <Text size="sm" c="dark.4">
            {[description, types?.join(", ") ?? t("allTypes"), problem].filter(Boolean).join(" · ")}
          </Text>
        </Stack>
        <Button size="xs" variant="default" onClick={edit} aria-label={`${t("edit")}: ${id}`}>
          {t("edit")}
        </Button>
      </Group>
      <Actions endpoint={endpoint} shownSecret={shownSecret} opened={() => setOpen(true)} />
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen(!isOpen)} mt="xs">
        {t(isOpen ? "hideLog" : "showLog")}
      </Button>
      {isOpen && <DeliveryLog id={id} />}
    </Paper>
  );
}

interface ActionsProps {
  readonly endpoint: Endpoint;
  readonly shownSecret: (secret: string) => void;
  readonly opened: () => void;
}

function Actions({ endpoint: { id, state }, shownSecret, opened }: ActionsProps) {
  const t = useWords(words);
  const params = { id };
  const refresh = ["listEndpoints", "listEventDeliveries"] as const;
  const ping = useDo("pingEndpoint", { refresh });
  const set = useDo("setEndpoint", { refresh });
  const rotate = useDo("rotateEndpointSecret", { refresh });
  const remove = useDo("deleteEndpoint", { refresh });
  return (
    <Stack gap="xs" mt="sm">
      <Group gap="xs">
        <Button
          size="xs"
          variant="light"
          loading={ping.isPending}
          onClick={() => ping.mutate({ params }, { onSuccess: opened })}
        >
          {t("ping")}
        </Button>
        <Button
          size="xs"
          variant="light"
          loading={set.isPending}
          onClick={() =>
            set.mutate({ params, body: { state: state === "active" ? "disabled" : "active" } })
          }
        >
          {t(state === "active" ? "disable" : "enable")}
        </Button>
        <ConfirmButton
          size="xs"
          variant="light"
          label={t("rotate")}
          question={t("rotateAsk", { id })}
          act={async () => shownSecret((await rotate.mutateAsync({ params })).secret)}
          isActing={rotate.isPending}
          error={rotate.error}
        >
          <Text size="sm">{t("rotateMeans")}</Text>
        </ConfirmButton>
        <ConfirmButton
          size="xs"
          variant="light"
          color="red"
          label={t("remove")}
          question={t("removeAsk", { id })}
          act={() => remove.mutateAsync({ params })}
          isActing={remove.isPending}
          error={remove.error}
        >
          <Text size="sm">{t("removeMeans")}</Text>
        </ConfirmButton>
      </Group>
      <Text size="sm" role="status">
        {ping.isSuccess && t("pinged")}
      </Text>
      <ProblemNote error={ping.error ?? set.error} />
    </Stack>
  );
}
