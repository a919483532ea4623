import { Button, Group, Stack, Text } from "@mantine/core";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StateBadge, type Tone } from "../state-badge.tsx";
import { callWords } from "./call-words.ts";
import type { Picture } from "./use-call.ts";

type Note = Picture["notes"][number];
type Promised = Picture["promises"][number];

const TONES: Readonly<Record<Promised["standing"], Tone>> = {
  missed: "bad",
  now: "warn",
  today: "warn",
  later: "wait",
  kept: "good",
  "called-off": "calm",
};

/** What colleagues have left for whoever talks with the customer next, so that nothing has to be said again (L-22). */
export function HandOverNotes({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <Stack gap="xs">
      {notes.map((each) => (
        <HandOverNote key={each.id} note={each} />
      ))}
    </Stack>
  );
}

function HandOverNote({ note: { id, from, to, at, text } }: { readonly note: Note }) {
  const t = useWords(callWords);
  const may = useMay("agent");
  const { moment } = useFormat();
  const take = useDo("takeHandOver", { refresh: ["getCallerPicture"] });
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dark.4">
          {t("noteFrom", { from, to, at: moment(at) })}
        </Text>
        {may && (
          <Button
            size="compact-xs"
            variant="light"
            loading={take.isPending}
            onClick={() => take.mutate({ params: { id } })}
          >
            {t("take")}
          </Button>
        )}
      </Group>
      <Text size="sm" style={{ whiteSpace: "pre-line" }}>
        {text}
      </Text>
      <ProblemNote error={take.error} />
    </div>
  );
}

/** Calls that were promised to the customer and not made yet. */
export function OpenPromises({ promises }: { readonly promises: readonly Promised[] }) {
  return (
    <Stack gap="xs">
      {promises.map((each) => (
        <OpenPromise key={each.id} promise={each} />
      ))}
    </Stack>
  );
}

function OpenPromise({ promise }: { readonly promise: Promised }) {
  const t = useWords(callWords);
  const may = useMay("agent");
  const { day } = useFormat();
  const settle = useDo("keepPromise", {
    refresh: ["getCallerPicture", "listCalls", "listPromises"],
  });
  const { id, date, from, to, about, agent, standing } = promise;
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t("promisedAt", { day: day(date), from, to })}
        </Text>
        <StateBadge tone={TONES[standing]}>{t(standing)}</StateBadge>
      </Group>
      <Text size="sm">
        {about}
        {agent !== null && ` (${agent})`}
      </Text>
      {may && (
        <Group gap={4}>
          {(["kept", "called-off"] as const).map((as) => (
            <Button
              key={as}
              size="compact-xs"
              variant="subtle"
              onClick={() => settle.mutate({ params: { id }, body: { as } })}
            >
              {t(as === "kept" ? "keep" : "callOff")}
            </Button>
          ))}
        </Group>
      )}
      <ProblemNote error={settle.error} />
    </div>
  );
}
