import { Alert, Button, Text } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { partNames } from "./part-names.ts";
import { planWords } from "./plan-words.ts";
import type { NewerPlan } from "./use-plan-draft.ts";

/** Tells that somebody else published a plan meanwhile, and lets one's own changes be put on top of it. */
export function NewerNote(props: { readonly newer: NewerPlan; readonly version: number }) {
  const { newer, version } = props;
  const t = useWords(planWords);
  const name = useWords(partNames);
  const both = newer.clashes.map((part) => name(part)).join(", ");
  return (
    <Alert color="yellow" mt="sm" role="alert" title={t("newerTitle", { version: newer.version })}>
      <Text size="sm">
        {t("newerMeans", { by: newer.publishedBy, version })}{" "}
        {newer.clashes.length === 0 ? t("noClash") : t("clash", { parts: both })}
      </Text>
      <Button mt="sm" size="xs" variant="default" onClick={newer.takeIn}>
        {t("takeIn")}
      </Button>
    </Alert>
  );
}
