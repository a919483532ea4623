import { Button, Grid, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import type { AtAddress } from "./agent-screen.tsx";
import { FindByName } from "./find-by-name.tsx";
import { NoteUnknown } from "./note-unknown.tsx";
import { RoutingAnswer } from "./routing-answer.tsx";
import { words } from "./words.ts";

type Identified = Answer<"identifyCaller">;

/** A caller who is not one known customer. */
export interface WhoCallsProps extends AtAddress {
  readonly identification: Identified["identification"];
  readonly routing: Identified["routing"];
}

/** Several customers to choose from, or nobody known: what to ask and how to go on. */
export function WhoCalls({ address, go, identification, routing }: WhoCallsProps) {
  const t = useWords(words);
  const telling = useDo("startCall");
  const { phone, call, direction = "in" } = address;
  const choose = async (customer: string) => {
    if (call !== undefined) {
      // The telephone system did not know whose call it was: programs hold from now on.
      await telling.mutateAsync({ body: { callId: call, customerId: customer, direction } });
    }
    go({ ...address, customer });
  };
  const chosen = (customer: string) => void choose(customer).catch(() => undefined);
  const isNobody = identification.kind === "none";
  return (
    <Grid gap="sm">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="sm">
          <Section title={t(isNobody ? "unknown" : "choose")} lead={identification.words}>
            <Stack gap="sm">
              <Callers callers={identification.callers} choose={chosen} />
              <FindByName choose={chosen} isFirst={isNobody} />
              <ProblemNote error={telling.error} />
            </Stack>
          </Section>
          <NoteUnknown {...{ address }} {...(phone !== undefined && { phone })} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Section title={t("routing")}>
          <RoutingAnswer routing={routing} />
        </Section>
      </Grid.Col>
    </Grid>
  );
}

interface CallersProps {
  readonly callers: Identified["identification"]["callers"];
  readonly choose: (customer: string) => void;
}

function Callers({ callers, choose }: CallersProps) {
  const t = useWords(words);
  const first = useRef<HTMLButtonElement>(null);
  // Whoever answers has hands on the keys: the surest one is a press of Enter away.
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      {callers.map(({ customerId, name, kind, by }, at) => (
        <Group key={customerId} gap="sm">
          <Button
            {...(at === 0 && { ref: first })}
            variant="light"
            onClick={() => choose(customerId)}
          >
            {name}
          </Button>
          <Text size="sm" c="dark.4">
            {t(kind)} · {customerId} · {t("knownBy", { by: t(`by-${by}`) })}
          </Text>
        </Group>
      ))}
    </>
  );
}
