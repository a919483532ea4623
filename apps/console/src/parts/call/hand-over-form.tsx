import { Autocomplete, Button, Group, Stack, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../problem-note.tsx";
import { callWords } from "./call-words.ts";
import { useServiceNames } from "./use-service-names.ts";

/** How a customer is handed over. */
export interface HandOverFormProps {
  /** Whether a call is on that somebody else can go on with. */
  readonly isOn: boolean;
  readonly putThrough: (to: string, text: string) => Promise<unknown>;
  readonly end: (to: string, text: string) => Promise<unknown>;
  readonly isSaving: boolean;
  readonly error: Error | null;
}

/** Hands a customer over to a person or a team, with what they have to know (L-22). */
export function HandOverForm({ isOn, putThrough, end, isSaving, error }: HandOverFormProps) {
  const t = useWords(callWords);
  const { teams } = useServiceNames();
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const hand = (act: HandOverFormProps["end"]) => {
    setTried(true);
    if (to.trim() === "" || text.trim() === "") return;
    void act(to.trim(), text.trim()).catch(() => undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    hand(isOn ? putThrough : end);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Autocomplete
          ref={first}
          label={t("handOverTo")}
          placeholder={t("handOverToHint")}
          data={[...teams]}
          value={to}
          onChange={setTo}
          error={isTried && to.trim() === "" && t("toMissing")}
        />
        <Textarea
          label={t("handOverText")}
          placeholder={t("handOverTextHint")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isTried && text.trim() === "" && t("textMissing")}
          autosize
          minRows={2}
        />
        <ProblemNote error={error} />
        <Group gap="xs">
          {isOn && (
            <Button type="submit" size="xs" loading={isSaving}>
              {t("handOverNow")}
            </Button>
          )}
          <Button
            size="xs"
            type={isOn ? "button" : "submit"}
            variant={isOn ? "default" : "filled"}
            loading={isSaving}
            {...(isOn && { onClick: () => hand(end) })}
          >
            {t("handOverEnd")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
