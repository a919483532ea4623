import { Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { insteadAt, messageAt } from "../../app/api/api-problem.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useToday } from "../../app/format/use-today.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../problem-note.tsx";
import { callWords } from "./call-words.ts";

const END_OF_WORK = "17:00";

/** Until when a call is promised that may begin at a time: what was asked for first was not possible. */
const untilAfter = (from: string) => (from < END_OF_WORK ? END_OF_WORK : "23:59");

/** A call that is being promised. */
export interface Promising {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly about: string;
}

/** How a promise is made. */
export interface PromiseFormProps {
  readonly promise: (promised: Promising) => Promise<unknown>;
  readonly isSaving: boolean;
  readonly error: Error | null;
}

/** Promises a call back: on which day, between which times, and about what; what cannot be kept is told at the day. */
export function PromiseForm({ promise, isSaving, error }: PromiseFormProps) {
  const t = useWords(callWords);
  const [draft, setDraft] = useState<Promising>({
    date: "",
    from: "09:00",
    to: END_OF_WORK,
    about: "",
  });
  const [isTried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { date, from, to, about } = draft;
  const put = (change: Partial<Promising>) => setDraft((before) => ({ ...before, ...change }));
  const isWhole = date !== "" && about.trim() !== "" && from < to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole) void promise({ ...draft, about: about.trim() }).catch(() => undefined);
  };
  const refused = messageAt(error, "promise") ?? messageAt(error, "promise.date");
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <TextInput
          ref={first}
          type="date"
          label={t("promiseDate")}
          value={date}
          onChange={(event) => put({ date: event.currentTarget.value })}
          error={isTried && date === "" && t("dateMissing")}
        />
        <SimpleGrid cols={2} spacing="xs">
          <TextInput
            type="time"
            label={t("promiseFrom")}
            value={from}
            onChange={(event) => put({ from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t("promiseTo")}
            value={to}
            onChange={(event) => put({ to: event.currentTarget.value })}
            error={isTried && from >= to && t("order")}
          />
        </SimpleGrid>
        <Days choose={(day) => put({ date: day })} />
        <Refused
          sentence={refused}
          next={insteadAt(error, "promise")}
          take={(day, time) => put({ date: day, from: time, to: untilAfter(time) })}
        />
        <TextInput
          label={t("promiseAbout")}
          placeholder={t("promiseAboutHint")}
          value={about}
          onChange={(event) => put({ about: event.currentTarget.value })}
          error={isTried && about.trim() === "" && t("aboutMissing")}
        />
        {refused === undefined && <ProblemNote error={error} />}
        <Button type="submit" size="xs" loading={isSaving} style={{ alignSelf: "flex-start" }}>
          {t("promiseSave")}
        </Button>
      </Stack>
    </form>
  );
}

const DAY = 24 * 60 * 60_000;
const AHEAD = [1, 2, 3, 4, 5, 6, 7] as const;

/** The days of the next week by their names: what a customer says is "on Thursday". */
function Days({ choose }: { readonly choose: (date: string) => void }) {
  const { locale } = useLanguage();
  const today = useToday();
  if (today === undefined) return null;
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const days = AHEAD.map((ahead) => new Date(Date.parse(`${today}T00:00:00Z`) + ahead * DAY));
  return (
    <Group gap={4}>
      {days
        .filter((each) => each.getUTCDay() % 6 !== 0)
        .map((each) => (
          <Button
            key={each.toISOString()}
            size="compact-xs"
            variant="light"
            onClick={() => choose(each.toISOString().slice(0, 10))}
          >
            {name.format(each)}
          </Button>
        ))}
    </Group>
  );
}

interface RefusedProps {
  readonly sentence: string | undefined;
  /** The next moment at which it can. */
  readonly next: string | undefined;
  readonly take: (date: string, from: string) => void;
}

/** Why a promise cannot be kept, and the next time that can. */
function Refused({ sentence, next, take }: RefusedProps) {
  const t = useWords(callWords);
  const { moment, zone } = useFormat();
  if (sentence === undefined) return null;
  const [date, time] = next === undefined ? [] : localMoment(next, zone);
  return (
    <Group gap="xs">
      <Text size="sm" c="red.9" role="alert">
        {sentence}
      </Text>
      {next !== undefined && date !== undefined && time !== undefined && (
        <Button size="compact-xs" variant="default" onClick={() => take(date, time)}>
          {t("promiseNext", { at: moment(next) })}
        </Button>
      )}
    </Group>
  );
}

/** A moment as the date and the time of day it is in a zone. */
function localMoment(instant: string, timeZone: string): readonly string[] {
  // The one locale whose dates are written as the API writes them.
  const written = new Intl.DateTimeFormat("sv-SE", {
    ...{ dateStyle: "short", timeStyle: "short", timeZone },
  });
  return written.format(new Date(instant)).split(" ");
}
