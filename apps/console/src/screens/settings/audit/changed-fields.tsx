import { Text, VisuallyHidden } from "@mantine/core";
import type { Answer } from "../../../app/api/call.ts";
import { useWords } from "../../../app/language/words.ts";
import { FIELD_NAMES, fieldNames } from "./field-names.ts";
import { words } from "./words.ts";

type Entry = Answer<"listAudit">["items"][number];

/** The fields that an entry says were changed, each as it was and as it became. */
export function ChangedFields({ before, after }: Pick<Entry, "before" | "after">) {
  const t = useWords(words);
  const f = useWords(fieldNames);
  if (before === null && after === null) return null;
  const nameOf = (name: string) => {
    const known = FIELD_NAMES.find((each) => each === name);
    return known === undefined ? name : f(known);
  };
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return (
    <ul style={{ margin: 0, paddingLeft: 16 }}>
      {names.map((name) => (
        <li key={name}>
          <Text size="sm" component="span" style={{ overflowWrap: "anywhere" }}>
            <b>{nameOf(name)}</b>: <VisuallyHidden>{t("was")} </VisuallyHidden>
            <del>{shown(before?.[name]) ?? t("nothingSet")}</del>
            <span aria-hidden> → </span>
            <VisuallyHidden>{t("isNow")} </VisuallyHidden>
            <ins style={{ textDecoration: "none", fontWeight: 600 }}>
              {shown(after?.[name]) ?? t("nothingSet")}
            </ins>
          </Text>
        </li>
      ))}
    </ul>
  );
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
