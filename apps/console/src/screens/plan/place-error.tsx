import { Text } from "@mantine/core";
import type { PlanForm } from "./plan-form.ts";
import { problemsAt } from "./use-plan-draft.ts";

/** What the checker says of a place that no field stands for by itself. */
export function PlaceError(props: { readonly form: PlanForm; readonly place: string }) {
  const { form, place } = props;
  const found = problemsAt(form.problems, place).filter(({ path }) => path === place);
  return found.map(({ code, message, remedy, severity }) => (
    <Text key={`${code} ${message}`} size="sm" c={severity === "error" ? "red.9" : "yellow.9"}>
      {message} {remedy}
    </Text>
  ));
}
