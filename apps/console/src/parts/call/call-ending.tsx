import {
  Button,
  Checkbox,
  CloseButton,
  Group,
  Kbd,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { type HotkeyItem, useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../problem-note.tsx";
import type { Offered } from "./call-offers.tsx";
import { callWords } from "./call-words.ts";
import { HandOverForm } from "./hand-over-form.tsx";
import { OUTCOMES, OutcomeButtons } from "./outcome-buttons.tsx";
import { PromiseForm } from "./promise-form.tsx";
import type { Calling, Outcome } from "./use-call.ts";

/** Where a key lies, not what it writes with Alt, which differs from computer to computer. */
const BY_PLACE = { usePhysicalKeys: true } as const;

/** A call that is ended here, with the opportunity that was picked. */
export interface CallEndingProps {
  readonly calling: Calling;
  readonly isOn: boolean;
  readonly picked: Offered | undefined;
  readonly pick: (offer: Offered | undefined) => void;
  /** Told once the call is over for who is here. */
  readonly done?: () => void;
}

type Extra = Omit<Parameters<Calling["finish"]>[0], "outcome">;
type Form = "promise" | "hand-over";

/** Ends a call with one click on what came of it; a promise and a hand-over go with it. */
export function CallEnding({ calling, isOn, picked, pick, done }: CallEndingProps) {
  const t = useWords(callWords);
  const said = useSaid();
  const [note, setNote] = useState("");
  const [isSold, setSold] = useState(false);
  const [form, setForm] = useState<Form>();
  const [told, setTold] = useState("");
  const over = (sentence: string) => {
    setTold(sentence);
    setNote("");
    setSold(false);
    setForm(undefined);
    pick(undefined);
    done?.();
  };
  const finish = async (outcome: Outcome, extra: Extra = {}) => {
    const opportunity = picked && { name: picked.name, offer: picked.id, sold: isSold };
    const written = note.trim() !== "" && { note: note.trim() };
    over(
      said(
        await calling.finish({
          outcome,
          ...written,
          ...(opportunity && { opportunity }),
          ...extra,
        }),
      ),
    );
  };
  const putThrough = async (to: string, text: string) => {
    await calling.handOver(to, text);
    over(t("passed", { to }));
  };
  const oneClick = (outcome: Outcome) => {
    if (!calling.finishing.isPending) void finish(outcome).catch(() => undefined);
  };
  useHotkeys(
    [
      ...OUTCOMES.map(
        (each, at): HotkeyItem => [`alt+digit${at + 1}`, () => oneClick(each), BY_PLACE],
      ),
      ["alt+l", () => setForm("promise"), BY_PLACE],
      ["alt+o", () => setForm("hand-over"), BY_PLACE],
    ],
    [],
  );
  const { finishing, handing } = calling;
  const open = (each: Form) => {
    finishing.reset();
    setForm(form === each ? undefined : each);
  };
  return (
    <Stack gap="xs">
      <OutcomeButtons choose={oneClick} isDisabled={finishing.isPending} />
      <Text size="xs" c="dark.4">
        {t("outcomeLead")}
      </Text>
      <Textarea
        label={t("note")}
        placeholder={t("noteHint")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={1}
        maxRows={4}
      />
      {picked && (
        <Group gap="xs">
          <Text size="sm">{t("chosen", { name: picked.name })}</Text>
          <Checkbox
            size="xs"
            label={t("sold")}
            checked={isSold}
            onChange={(event) => setSold(event.currentTarget.checked)}
          />
          <CloseButton size="sm" aria-label={t("drop")} onClick={() => pick(undefined)} />
        </Group>
      )}
      <SimpleGrid cols={2} spacing={6}>
        <FormButton
          name={t("promise")}
          letter="L"
          isOpen={form === "promise"}
          open={() => open("promise")}
        />
        <FormButton
          name={t("handOver")}
          letter="O"
          isOpen={form === "hand-over"}
          open={() => open("hand-over")}
        />
      </SimpleGrid>
      {form === "promise" && (
        <PromiseForm
          promise={(promise) => finish("reached", { promise })}
          isSaving={finishing.isPending}
          error={finishing.error}
        />
      )}
      {form === "hand-over" && (
        <HandOverForm
          isOn={isOn}
          putThrough={putThrough}
          end={(to, text) => finish("reached", { transfer: { to, text } })}
          isSaving={finishing.isPending || handing.isPending}
          error={finishing.error ?? handing.error}
        />
      )}
      {form === undefined && <ProblemNote error={finishing.error} />}
      <Text size="sm" role="status" fw={600}>
        {told}
      </Text>
    </Stack>
  );
}

interface FormButtonProps {
  readonly name: string;
  readonly letter: string;
  readonly isOpen: boolean;
  readonly open: () => void;
}

function FormButton({ name, letter, isOpen, open }: FormButtonProps) {
  return (
    <Button
      size="xs"
      px={8}
      justify="space-between"
      variant="light"
      aria-expanded={isOpen}
      aria-keyshortcuts={`Alt+${letter}`}
      rightSection={<Kbd size="xs">{letter}</Kbd>}
      onClick={open}
    >
      {name}
    </Button>
  );
}

/** What came of the end of a call, in a sentence. */
function useSaid() {
  const t = useWords(callWords);
  const { day } = useFormat();
  return ({ promise, handOver }: Answer<"finishCall">): string => {
    if (promise) {
      const { date, from, to } = promise;
      return t("notedPromise", { day: day(date), from, to });
    }
    return handOver ? t("notedHandOver", { to: handOver.to }) : t("noted");
  };
}
