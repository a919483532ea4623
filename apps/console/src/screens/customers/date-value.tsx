import { NumberInput, Select, TextInput } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

type Kind = "dateFixed" | "dateAhead" | "dateBack";

/** A day: one of the calendar, or one so many days from today. */
export interface DateValueProps {
  /** 2026-03-31, today+P90D or today-P90D. */
  readonly value: string;
  readonly change: (value: string | null) => void;
}

/** A date of the calendar, or one that moves with today. */
export function DateValue({ value, change }: DateValueProps) {
  const t = useWords(words);
  const { kind, days } = partsOf(value);
  const become = (next: Kind) => {
    if (next === "dateFixed") return change("");
    change(relative(next, days ?? 30));
  };
  return (
    <>
      <Select
        label={t("dateKind")}
        data={(["dateFixed", "dateAhead", "dateBack"] as const).map((each) => ({
          value: each,
          label: t(each),
        }))}
        value={kind}
        onChange={(next) => become(next as Kind)}
        allowDeselect={false}
        w={150}
      />
      {kind === "dateFixed" ? (
        <TextInput
          type="date"
          label={t("value")}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          w={160}
        />
      ) : (
        <NumberInput
          label={t("value")}
          min={0}
          max={3650}
          value={days ?? ""}
          onChange={(next) => change(typeof next === "number" ? relative(kind, next) : null)}
          w={110}
        />
      )}
    </>
  );
}

function partsOf(value: string): { readonly kind: Kind; readonly days?: number } {
  const [, sign, days] = /^today([+-])P(\d+)D$/.exec(value) ?? [];
  if (days === undefined) return { kind: "dateFixed" };
  return { kind: sign === "-" ? "dateBack" : "dateAhead", days: Number(days) };
}

function relative(kind: Kind, days: number): string {
  return `today${kind === "dateBack" ? "-" : "+"}P${Math.round(days)}D`;
}
