import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { type BenefitDoc, idFrom, replaced } from "../plan/plan-doc.ts";
import { errorAt } from "../plan/use-plan-draft.ts";
import type { TierForm } from "./tier-form.ts";
import { words } from "./words.ts";

/** What levels entitle to (V-03), by names in both languages and a note to staff. */
export function Benefits(form: TierForm) {
  const { tiers, disabled, change } = form;
  const { locale } = useLanguage();
  const t = useWords(words);
  const add = () => {
    const id = idFrom(
      t("newBenefit"),
      tiers.benefits.map((each) => each.id),
    );
    const benefit = { id, name: { sv: "Ny förmån", en: "New benefit" } };
    change({ benefits: [...tiers.benefits, benefit] });
  };
  const remove = (id: string) =>
    change({
      benefits: tiers.benefits.filter((each) => each.id !== id),
      tiers: tiers.tiers.map((tier) => ({
        ...tier,
        benefits: tier.benefits.filter((each) => each !== id),
      })),
    });
  return (
    <Section
      title={t("benefits")}
      lead={t("benefitsLead")}
      actions={
        <Button variant="default" onClick={add} disabled={disabled}>
          {t("addBenefit")}
        </Button>
      }
    >
      {tiers.benefits.length === 0 && <Text c="dark.4">{t("noBenefits")}</Text>}
      <Stack gap="sm">
        {tiers.benefits.map((benefit, at) => (
          <Group key={benefit.id} gap="sm" align="flex-end">
            <BenefitFields {...form} benefit={benefit} at={at} />
            <ActionIcon
              variant="subtle"
              color="red.9"
              size="lg"
              aria-label={t("removeBenefit", { name: benefit.name[locale] })}
              disabled={disabled}
              onClick={() => remove(benefit.id)}
            >
              <IconTrash size={17} stroke={1.6} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

function BenefitFields(props: TierForm & { readonly benefit: BenefitDoc; readonly at: number }) {
  const { tiers, problems, disabled, change, benefit, at } = props;
  const { locale } = useLanguage();
  const t = useWords(words);
  const set = (next: Partial<BenefitDoc>) =>
    change({ benefits: replaced(tiers.benefits, at, next) });
  const note = benefit.note ?? { sv: "", en: "" };
  const write = (text: string) => set({ note: { ...note, [locale]: text } });
  return (
    <>
      {(["sv", "en"] as const).map((each) => (
        <TextInput
          key={each}
          label={t(each === "sv" ? "nameSv" : "nameEn")}
          value={benefit.name[each]}
          disabled={disabled}
          error={errorAt(problems, `tiers.benefits.${at}.name.${each}`)}
          onChange={(event) =>
            set({ name: { ...benefit.name, [each]: event.currentTarget.value } })
          }
        />
      ))}
      <TextInput
        label={t("note")}
        value={note[locale]}
        disabled={disabled}
        error={errorAt(problems, `tiers.benefits.${at}.note.${locale}`)}
        onChange={(event) => write(event.currentTarget.value)}
        style={{ flex: 1, minWidth: 220 }}
      />
    </>
  );
}
