import { Tooltip } from "@mantine/core";
import { useFormat } from "../app/format/use-format.ts";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** A moment in the company's zone, which is told on hover. */
export function When({ at }: { readonly at: string | null }) {
  const format = useFormat();
  const t = useWords(partWords);
  if (at === null) return <>{t("none")}</>;
  return (
    <Tooltip label={t("zone", { zone: format.zone })} openDelay={300}>
      <time dateTime={at} style={{ whiteSpace: "nowrap" }}>
        {format.moment(at)}
      </time>
    </Tooltip>
  );
}

/** A date. */
export function Day({ on }: { readonly on: string | null }) {
  const format = useFormat();
  const t = useWords(partWords);
  if (on === null) return <>{t("none")}</>;
  return (
    <time dateTime={on} style={{ whiteSpace: "nowrap" }}>
      {format.day(on)}
    </time>
  );
}
