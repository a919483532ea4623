import { ActionIcon, Group, MultiSelect, NumberInput, Select, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import type { TenantSettings } from "../shared/tenant-form.tsx";
import { words } from "./words.ts";

type Cap = TenantSettings["caps"][number];

const WINDOWS = ["rolling", "day", "week", "month", "year"] as const;
const CHANNELS = ["email", "sms", "phone", "post"] as const;
const CLASSES = ["marketing", "service"] as const;

/** One limit. */
export interface CapRowProps {
  readonly number: number;
  readonly cap: Cap;
  readonly change: (cap: Cap) => void;
  readonly remove: () => void;
  readonly isWrong: boolean;
}

/** One limit as a sentence with gaps to fill in. */
export function CapRow({ number, cap, change, remove, isWrong }: CapRowProps) {
  const t = useWords(words);
  const days = "rolling" in cap.window ? daysOf(cap.window.rolling) : undefined;
  const kind = "rolling" in cap.window ? "rolling" : cap.window.calendar;
  const pickWindow = (next: string | null) => {
    const calendar = WINDOWS.find((each) => each === next);
    if (calendar === undefined) return;
    change({ ...cap, window: calendar === "rolling" ? { rolling: "P7D" } : { calendar } });
  };
  return (
    <>
      <Group role="group" aria-label={t("capName", { number })} gap="xs" align="flex-end">
        <NumberInput
          label={t("limit")}
          w={70}
          value={cap.limit}
          onChange={(next) => change({ ...cap, limit: Number(next) })}
          allowDecimal={false}
          error={isWrong}
        />
        <Select
          label={t("window")}
          w={188}
          value={kind}
          onChange={pickWindow}
          data={WINDOWS.map((each) => ({ value: each, label: t(each) }))}
          allowDeselect={false}
        />
        {days !== undefined && (
          <NumberInput
            label={t("days")}
            w={70}
            value={days}
            onChange={(next) => change({ ...cap, window: { rolling: `P${Number(next)}D` } })}
            allowDecimal={false}
            min={1}
          />
        )}
        <MultiSelect
          label={t("classes")}
          w={158}
          value={cap.classes}
          onChange={(next) =>
            change({ ...cap, classes: CLASSES.filter((each) => next.includes(each)) })
          }
          data={CLASSES.map((each) => ({ value: each, label: t(each) }))}
        />
        <MultiSelect
          label={t("channels")}
          w={150}
          placeholder={cap.channels === undefined ? t("anyChannel") : ""}
          value={cap.channels ?? []}
          onChange={(next) => {
            const { channels: _before, ...rest } = cap;
            const channels = CHANNELS.filter((each) => next.includes(each));
            change(channels.length === 0 ? rest : { ...rest, channels });
          }}
          data={CHANNELS.map((each) => ({ value: each, label: t(each) }))}
        />
        {cap.topic !== undefined && <Text size="sm">{t("topic", { topic: cap.topic })}</Text>}
        <ActionIcon
          variant="subtle"
          color="dark"
          size="lg"
          onClick={remove}
          aria-label={t("removeCap", { number })}
        >
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {isWrong && (
        <Text size="sm" c="red.9" role="alert">
          {t("wrongCap")}
        </Text>
      )}
    </>
  );
}

/** The days of a window such as P7D or P2W; one of another form is shown as it began. */
function daysOf(duration: string): number {
  const [, count = "7", unit = "D"] = /^P(\d+)([DW])$/.exec(duration) ?? [];
  return Number(count) * (unit === "W" ? 7 : 1);
}
