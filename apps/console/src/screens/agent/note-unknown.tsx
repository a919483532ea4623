import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { callWords } from "../../parts/call/call-words.ts";
import { useServiceNames } from "../../parts/call/use-service-names.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import type { AtAddress } from "./agent-screen.tsx";
import { words } from "./words.ts";

/** Notes a call with somebody who stays unknown, so that the report has it (L-21). */
export function NoteUnknown({
  address: { call, direction = "in", errand: known },
  phone,
}: Pick<AtAddress, "address"> & { readonly phone?: string }) {
  const t = useWords(words);
  const said = useWords(callWords);
  const { who } = useSession();
  const { errands } = useServiceNames();
  const [errand, setErrand] = useState(known ?? null);
  const [callId] = useState(() => call ?? `console-${crypto.randomUUID()}`);
  const start = useDo("startCall");
  const finish = useDo("finishCall");
  const note = async () => {
    const about = { direction, agent: who, ...(errand !== null && { errand }) };
    await start.mutateAsync({ body: { callId, ...about, ...(phone !== undefined && { phone }) } });
    await finish.mutateAsync({ params: { callId }, body: about });
  };
  return (
    <Section title={t("noteUnknown")} lead={t("goOn")}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end">
          <Select
            label={said("errand")}
            placeholder={said("errandNone")}
            data={[...errands]}
            value={errand}
            onChange={setErrand}
            clearable
          />
          <Button
            variant="default"
            disabled={finish.isSuccess}
            loading={start.isPending || finish.isPending}
            onClick={() => void note().catch(() => undefined)}
          >
            {t("noteUnknown")}
          </Button>
        </Group>
        <ProblemNote error={start.error ?? finish.error} />
        <Text size="sm" role="status">
          {finish.isSuccess && t("notedUnknown")}
        </Text>
      </Stack>
    </Section>
  );
}
