import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { words } from "./words.ts";

/** When it may be sent on one kind of day. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

interface Times {
  from: string;
  to: string;
}

/** A kind of day and its times. */
export interface DayWindowsProps {
  readonly name: string;
  /** What is sent then. */
  readonly of: string;
  readonly windows: readonly Window[];
  readonly change: (windows: Times[]) => void;
  readonly isWrong: boolean;
}

/** The times of one kind of day; none is a quiet day. */
export function DayWindows({ name, of, windows, change, isWrong }: DayWindowsProps) {
  const t = useWords(words);
  const replace = (at: number, next: Window) =>
    change(windows.map((each, index) => ({ ...(index === at ? next : each) })));
  const last = windows.at(-1)?.to ?? "08:00";
  return (
    <Stack gap={6} component="fieldset" m={0} p={0} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={600}>
        {name}
      </Text>
      {windows.length === 0 && (
        <Text size="sm" c="dark.4">
          {t("always")}
        </Text>
      )}
      {windows.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a time has no name of its own but its place
        <Group key={at} gap={6} wrap="nowrap">
          {(["from", "to"] as const).map((end) => (
            <TextInput
              key={end}
              size="xs"
              w={62}
              placeholder="08:00"
              maxLength={5}
              value={each[end]}
              onChange={(event) => replace(at, { ...each, [end]: event.currentTarget.value })}
              aria-label={`${of}, ${name}: ${t(end)}`}
              error={isWrong}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="dark"
            onClick={() => change(windows.filter((_, index) => index !== at).map(copy))}
            aria-label={`${t("remove")}: ${of}, ${name}, ${each.from}–${each.to}`}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {isWrong && (
        <Text size="xs" c="red.9" role="alert">
          {t("wrongWindow")}
        </Text>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        w="fit-content"
        onClick={() => change([...windows.map(copy), { from: last, to: "20:00" }])}
        aria-label={`${t("add")}: ${of}, ${name}`}
      >
        {t("add")}
      </Button>
    </Stack>
  );
}

function copy({ from, to }: Window): Times {
  return { from, to };
}
