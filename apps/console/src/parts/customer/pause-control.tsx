import { Button, Group, Stack, Text } from "@mantine/core";
import type { CustomerCardView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../confirm-button.tsx";
import { ProblemNote } from "../problem-note.tsx";
import { customerWords } from "./customer-words.ts";

const LENGTHS = [
  { word: "pauseMonth", days: 30 },
  { word: "pauseQuarter", days: 90 },
] as const;
const DAY = 24 * 60 * 60_000;

/** Holds marketing to a customer for a while, ends that, or notes that no calls are wanted. */
export function PauseControl({ customer }: Pick<CustomerCardView, "customer">) {
  const t = useWords(customerWords);
  const { moment } = useFormat();
  const may = useMay("agent");
  const clock = useAsk("getClock");
  const { id, pausedUntil } = customer;
  const pause = useDo("pauseCustomer", {
    refresh: ["getCustomerCard", "findCustomers", "getCustomerOrigin"],
  });
  const now = clock.data?.now;
  const isPaused = pausedUntil !== null && (now === undefined || pausedUntil > now);
  const until = (moment: string | null) =>
    pause.mutate({ params: { id }, body: { until: moment } });
  return (
    <Stack gap="sm">
      <Text size="sm">{isPaused ? t("paused", { at: moment(pausedUntil) }) : t("pauseNone")}</Text>
      {may && now !== undefined && (
        <Group gap="xs">
          {isPaused && (
            <Button size="xs" onClick={() => until(null)} loading={pause.isPending}>
              {t("pauseEnd")}
            </Button>
          )}
          {!isPaused &&
            LENGTHS.map(({ word, days }) => (
              <Button
                key={word}
                size="xs"
                variant="light"
                loading={pause.isPending}
                onClick={() => until(new Date(Date.parse(now) + days * DAY).toISOString())}
              >
                {t(word)}
              </Button>
            ))}
          <NoCalls id={id} />
        </Group>
      )}
      {pause.data?.told === false && (
        <Text size="sm" c="dark.4" role="status">
          {t("pauseUntold")}
        </Text>
      )}
      <ProblemNote error={pause.error} />
    </Stack>
  );
}

/** Notes that a customer wants no marketing calls. */
function NoCalls({ id }: { readonly id: string }) {
  const t = useWords(customerWords);
  const note = useDo("noteConsent", {
    refresh: ["getCustomerCard", "listConsents", "listHistory"],
  });
  const proof = t("noCallsProof");
  const body = { channel: "phone", purpose: "marketing", state: "withdrawn", proof } as const;
  return (
    <ConfirmButton
      label={t("noCalls")}
      question={t("noCallsQuestion")}
      act={() => note.mutateAsync({ params: { id }, body })}
      isActing={note.isPending}
      error={note.error}
      size="xs"
      variant="light"
    >
      {t("noCallsMeans")}
    </ConfirmButton>
  );
}
