import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ActivityView } from "@perennial/api";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

const REFRESH = ["listActivity", "getOverview", "listHistory"] as const;

/** What can be seen and done of one line of the log. */
export function ActivityActions({ activity }: { readonly activity: ActivityView }) {
  const may = useMay("marketer");
  const { can, effect } = activity;
  return (
    <Group gap={4} wrap="nowrap">
      <Details activity={activity} />
      {may && can === "retry" && effect !== null && <Retry effect={effect} />}
      {may && can === "resolve" && effect !== null && <Resolve effect={effect} />}
    </Group>
  );
}

function Retry({ effect }: { readonly effect: string }) {
  const t = useWords(words);
  const retry = useDo("retryEffect", { refresh: REFRESH });
  return (
    <ConfirmButton
      label={t("retry")}
      question={t("retryQuestion")}
      act={() => retry.mutateAsync({ params: { id: effect } })}
      isActing={retry.isPending}
      error={retry.error}
      size="compact-xs"
    >
      {t("retryMeans")}
    </ConfirmButton>
  );
}

const ANSWERS = [
  { found: "sent", word: "foundSent" },
  { found: "not-sent", word: "foundNotSent" },
  { found: "send", word: "foundSend" },
] as const;

/** Nobody knows whether it was done: somebody finds out and says so. */
function Resolve({ effect }: { readonly effect: string }) {
  const t = useWords(words);
  const [isOpen, { open, close }] = useDisclosure();
  const resolve = useDo("resolveEffect", { refresh: REFRESH });
  const say = (found: (typeof ANSWERS)[number]["found"]) =>
    void resolve
      .mutateAsync({ params: { id: effect }, body: { found } })
      .then(close, () => undefined);
  return (
    <>
      <Button size="compact-xs" onClick={open}>
        {t("resolve")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("resolveQuestion")} centered>
        <Stack>
          <Text>{t("resolveMeans")}</Text>
          <ProblemNote error={resolve.error} />
          {ANSWERS.map(({ found, word }) => (
            <Button
              key={found}
              variant="default"
              loading={resolve.isPending}
              onClick={() => say(found)}
            >
              {t(word)}
            </Button>
          ))}
        </Stack>
      </Modal>
    </>
  );
}

function Details({ activity }: { readonly activity: ActivityView }) {
  const t = useWords(words);
  const [isOpen, { open, close }] = useDisclosure();
  const { customer, sentence, text, step, reason, connection, providerId } = activity;
  const facts = [
    { name: t("step"), value: step },
    { name: t("code"), value: reason },
    { name: t("connection"), value: connection },
    { name: t("provider"), value: providerId },
  ];
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={open}
        aria-label={t("detailsOf", { name: customer.name })}
      >
        {t("details")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={customer.name} centered>
        <Stack gap="sm">
          <Text>{sentence}</Text>
          {text !== null && (
            <div>
              <Text size="sm" fw={600}>
                {t("text")}
              </Text>
              <Text size="sm" style={{ whiteSpace: "pre-line" }}>
                {text}
              </Text>
            </div>
          )}
          {facts.map(({ name, value }) =>
            value === null ? null : (
              <Text size="sm" key={name}>
                <b>{name}:</b> {value}
              </Text>
            ),
          )}
        </Stack>
      </Modal>
    </>
  );
}
