import { Group, Text } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { CustomersLink, type ListFilter } from "./customers-link.tsx";
import { planScreenWords } from "./plan-screen-words.ts";
import { usePlaceNames } from "./use-place-names.ts";

/** Places that customers are told apart by. */
export interface TodayCountsProps {
  readonly kind: "phase" | "class" | "flow" | "band" | "risk";
  readonly places: readonly string[];
  /** The customers of one place, for the list. */
  readonly filterOf: (place: string) => ListFilter;
}

/** How many customers stand in each place today, by the plan in force; each number leads to them. */
export function TodayCounts({ kind, places, filterOf }: TodayCountsProps) {
  const { count, share } = useFormat();
  const t = useWords(planScreenWords);
  const nameOf = usePlaceNames();
  const { data } = useAsk("getBase");
  if (data === undefined) return null;
  const counted = data.items.filter((each) => each.kind === kind);
  const at = (place: string) => counted.find(({ state }) => state === place)?.customers ?? 0;
  const all = counted.reduce((sum, { customers }) => sum + customers, 0);
  if (all === 0) {
    return (
      <Text size="sm" c="dark.4" mb="md">
        {t(kind === "risk" ? "noRiskYet" : "nobodyYet")}
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("today")}
      </Text>
      <Group gap="xl" mt={4} mb="md" component="ul" p={0} style={{ listStyle: "none" }}>
        {places.map((place) => (
          <Text key={place} component="li" size="sm">
            {nameOf(kind, place)}:{" "}
            <CustomersLink
              filter={filterOf(place)}
              label={`${t("customers", { count: at(place) })}: ${nameOf(kind, place)}`}
            >
              {count(at(place))}
            </CustomersLink>{" "}
            <Text span inherit c="dark.4">
              ({share(at(place) / all)})
            </Text>
          </Text>
        ))}
      </Group>
    </div>
  );
}
