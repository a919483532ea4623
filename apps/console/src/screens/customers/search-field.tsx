import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** How long nothing is typed before it is looked for, in milliseconds. */
const PAUSE = 250;

/** Where somebody types whom they look for. */
export function SearchField({
  text,
  change,
}: {
  readonly text: string;
  readonly change: (text: string) => void;
}) {
  const t = useWords(words);
  const [typed, setTyped] = useState(text);
  const told = useRef(text);
  const look = useDebouncedCallback((next: string) => {
    told.current = next;
    change(next);
  }, PAUSE);
  // The address changed by itself: a saved filter was opened, or everything cleared.
  useEffect(() => {
    if (text === told.current) return;
    told.current = text;
    setTyped(text);
  }, [text]);
  const type = (next: string) => {
    setTyped(next);
    look(next);
  };
  return (
    <TextInput
      label={t("search")}
      placeholder={t("searchHint")}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed === "" ? null : <CloseButton aria-label={t("clear")} onClick={() => type("")} />
      }
      type="search"
      style={{ flex: "1 1 320px" }}
      styles={{ input: { WebkitAppearance: "none" } }}
    />
  );
}
