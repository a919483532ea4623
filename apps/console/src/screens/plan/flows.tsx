import { NumberInput, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { FlowRules } from "@perennial/lifecycle";
import { useWords } from "../../app/language/words.ts";
import { PLACES } from "../../parts/customer/place-words.ts";
import { DurationField } from "./duration-field.tsx";
import { FlowPrograms } from "./flow-programs.tsx";
import { PartSection } from "./part-section.tsx";
import { PlaceError } from "./place-error.tsx";
import type { FlowsDoc } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { TodayCounts } from "./today-counts.tsx";
import { errorAt } from "./use-plan-draft.ts";

/** How customers flow, the value bands, and the program for each unwanted flow (D-13 to D-17). */
export function Flows({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const { flows } = form.plan;
  return (
    <Stack gap="md">
      <PartSection
        {...{ form, part: "flows", lead: t("flowsLead") }}
        begin={() => form.put("flows", FlowRules.parse({}))}
      >
        {flows && (
          <>
            <TodayCounts
              kind="flow"
              places={PLACES.flows}
              filterOf={(place) => ({ flows: PLACES.flows.filter((each) => each === place) })}
            />
            <Limits {...{ form, flows }} />
            <Bands {...{ form, flows }} />
          </>
        )}
      </PartSection>
      {flows && <FlowPrograms {...{ form, flows }} />}
    </Stack>
  );
}

interface FlowsPart {
  readonly form: PlanForm;
  readonly flows: FlowsDoc;
}

const BASES = ["purchases", "agreements"] as const;
const LENGTHS = ["inactiveAfter", "lostAfter", "trend"] as const;

function Limits({ form, flows }: FlowsPart) {
  const t = useWords(planScreenWords);
  const set = (next: Partial<FlowsDoc>) => form.put("flows", { ...flows, ...next });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      <Select
        label={t("flowBasis")}
        value={flows.basis}
        allowDeselect={false}
        disabled={form.disabled}
        data={BASES.map((value) => ({ value, label: t(`flowBasis_${value}`) }))}
        onChange={(value) => set({ basis: BASES.find((each) => each === value) ?? "purchases" })}
      />
      {flows.basis === "purchases" &&
        LENGTHS.map((name) => (
          <DurationField
            key={name}
            label={t(name)}
            value={flows[name]}
            disabled={form.disabled}
            error={errorAt(form.problems, `flows.${name}`)}
            onChange={(length) => set({ [name]: length })}
          />
        ))}
      {flows.basis === "purchases" && (
        <NumberInput
          label={t("change")}
          value={flows.change}
          min={0}
          suffix=" %"
          disabled={form.disabled}
          error={errorAt(form.problems, "flows.change")}
          onChange={(value) => set({ change: Number(value) || 0 })}
        />
      )}
    </SimpleGrid>
  );
}

const BANDS = ["top", "middle", "bottom"] as const;

/** The value bands (D-14), which make all customers together. */
function Bands({ form, flows }: FlowsPart) {
  const t = useWords(planScreenWords);
  const set = (at: number, value: string | number) => {
    const [top, middle, bottom] = flows.bands.map((each, index) =>
      index === at ? Number(value) || 0 : each,
    );
    form.put("flows", { ...flows, bands: [top ?? 0, middle ?? 0, bottom ?? 0] });
  };
  return (
    <Stack gap="xs" mt="md">
      <Text size="sm" fw={600}>
        {t("bands")}
      </Text>
      <TodayCounts
        kind="band"
        places={BANDS}
        filterOf={(place) => ({
          condition: { field: "standing.band", is: "equals", value: place },
        })}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {BANDS.map((band, at) => (
          <NumberInput
            key={band}
            label={t(`band_${band}`)}
            value={flows.bands[at] ?? 0}
            min={0}
            max={100}
            suffix=" %"
            disabled={form.disabled}
            error={
              errorAt(form.problems, `flows.bands.${at}`) ??
              errorAt(form.problems, "flows.bands") !== undefined
            }
            onChange={(value) => set(at, value)}
          />
        ))}
      </SimpleGrid>
      <PlaceError form={form} place="flows.bands" />
    </Stack>
  );
}
