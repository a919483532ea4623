import {
  ActionIcon,
  Button,
  Checkbox,
  MultiSelect,
  NumberInput,
  Table,
  TextInput,
} from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { Section } from "../../parts/section.tsx";
import { CustomersLink } from "../plan/customers-link.tsx";
import { idFrom, replaced, type TierDoc } from "../plan/plan-doc.ts";
import { errorAt } from "../plan/use-plan-draft.ts";
import type { TierForm } from "./tier-form.ts";
import { words } from "./words.ts";

/** Minor units of a unit of money, of which what a level takes is told. */
const MINOR = 100;

/** The levels from the lowest to the highest: names, what each takes and gives, and who is in it today. */
export function Levels(form: TierForm) {
  const { tiers, disabled, change } = form;
  const { tenant } = useSession();
  const t = useWords(words);
  const currency = "currency" in tenant ? String(tenant.currency) : "SEK";
  const add = () => {
    const last = tiers.tiers.at(-1);
    const id = idFrom(
      t("newLevel"),
      tiers.tiers.map((each) => each.id),
    );
    const from = (last?.from ?? 0) * 2 || (tiers.basis === "spend" ? 100_000 : 12);
    const level = {
      id,
      name: { sv: "Ny nivå", en: "New level" },
      from,
      benefits: last?.benefits ?? [],
    };
    change({ tiers: [...tiers.tiers, { ...level, isProtected: false }] });
  };
  return (
    <Section
      title={t("levels")}
      lead={t("levelsLead")}
      actions={
        <Button variant="default" onClick={add} disabled={disabled}>
          {t("addLevel")}
        </Button>
      }
    >
      <Table.ScrollContainer minWidth={780}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("nameSv")}</Table.Th>
              <Table.Th>{t("nameEn")}</Table.Th>
              <Table.Th>{t(`takes_${tiers.basis}`, { currency })}</Table.Th>
              <Table.Th ta="right">{t("members")}</Table.Th>
              <Table.Th>{t("benefits")}</Table.Th>
              <Table.Th w={110}>{t("protected")}</Table.Th>
              <Table.Th aria-label={t("removeLevel", { name: "" })} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tiers.tiers.map((tier, at) => (
              <Level key={tier.id} {...form} tier={tier} at={at} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

function Level(props: TierForm & { readonly tier: TierDoc; readonly at: number }) {
  const { tiers, problems, disabled, change, tier, at } = props;
  const { locale } = useLanguage();
  const t = useWords(words);
  const set = (next: Partial<TierDoc>) => change({ tiers: replaced(tiers.tiers, at, next) });
  const unit = tiers.basis === "spend" ? MINOR : 1;
  const name = tier.name[locale];
  const place = `tiers.tiers.${at}`;
  return (
    <Table.Tr>
      {(["sv", "en"] as const).map((each) => (
        <Table.Td key={each} miw={110}>
          <TextInput
            aria-label={`${t(each === "sv" ? "nameSv" : "nameEn")}: ${name}`}
            value={tier.name[each]}
            disabled={disabled}
            error={errorAt(problems, `${place}.name.${each}`)}
            onChange={(event) => set({ name: { ...tier.name, [each]: event.currentTarget.value } })}
          />
        </Table.Td>
      ))}
      <Table.Td miw={100}>
        <NumberInput
          aria-label={`${t("takes")}: ${name}`}
          value={tier.from / unit}
          min={0}
          thousandSeparator=" "
          disabled={disabled || at === 0}
          error={errorAt(problems, `${place}.from`)}
          onChange={(value) => set({ from: Math.round((Number(value) || 0) * unit) })}
        />
      </Table.Td>
      <Table.Td ta="right">
        <Members tier={tier.id} />
      </Table.Td>
      <Table.Td miw={180} maw={240}>
        <MultiSelect
          aria-label={`${t("benefits")}: ${name}`}
          value={[...tier.benefits]}
          disabled={disabled}
          error={errorAt(problems, `${place}.benefits`)}
          data={tiers.benefits.map((each) => ({ value: each.id, label: each.name[locale] }))}
          onChange={(benefits) => set({ benefits })}
        />
      </Table.Td>
      <Table.Td>
        <Checkbox
          aria-label={`${t("protected")}: ${name}`}
          checked={tier.isProtected}
          disabled={disabled}
          onChange={(event) => set({ isProtected: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        <ActionIcon
          variant="subtle"
          color="red.9"
          aria-label={t("removeLevel", { name })}
          disabled={disabled || tiers.tiers.length === 1 || at === 0}
          onClick={() => change({ tiers: tiers.tiers.filter((_, index) => index !== at) })}
        >
          <IconTrash size={17} stroke={1.6} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}

function Members({ tier }: { readonly tier: string }) {
  const { count } = useFormat();
  const { data } = useAsk("getBase");
  const found = data?.items.find(({ kind, state }) => kind === "tier" && state === tier);
  if (found === undefined) return data ? count(0) : null;
  return <CustomersLink filter={{ tiers: [tier] }}>{count(found.customers)}</CustomersLink>;
}
