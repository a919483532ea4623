import { Button, Stack, Text } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { useEditor } from "../../editor/editor-context.ts";
import { ConditionField } from "../../editor/form/condition-field.tsx";
import { TextField } from "../../editor/form/text-field.tsx";
import { WordsField } from "../../editor/form/words-field.tsx";
import { freeName } from "../../editor/model/new-step.ts";
import { listAt, type Path, textAt, valueAt } from "../../editor/model/paths.ts";
import { ItemList } from "./item-list.tsx";
import { words } from "./words.ts";

const OFFERS: Path = ["offers"];

/** What agents may offer: that of the programs, or a list of the desk's own. */
export function OfferForms() {
  const t = useWords(words);
  const { analysis, locale, edit, canEdit } = useEditor();
  const isOwn = valueAt(analysis.value, OFFERS) !== undefined;
  const ids = listAt(analysis.value, OFFERS).map((each) => textAt(each, ["offer", "id"]));
  const blank = () => ({
    offer: {
      ...{ id: freeName("offer", ids), name: { sv: t("newOffer"), en: t("newOffer") } },
      ...{ product: t("newOffer"), pitch: { sv: t("newOffer"), en: t("newOffer") } },
    },
  });
  if (!isOwn) {
    return (
      <Section title={t("offers")}>
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{t("programOffers")}</Text>
          <Button
            size="compact-sm"
            variant="light"
            disabled={!canEdit}
            onClick={() => edit({ do: "set", path: OFFERS, value: [blank()] })}
          >
            {t("ownOffers")}
          </Button>
        </Stack>
      </Section>
    );
  }
  return (
    <Section
      title={t("offers")}
      actions={
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={!canEdit}
          onClick={() => edit({ do: "remove", path: OFFERS })}
        >
          {t("takePrograms")}
        </Button>
      }
    >
      <ItemList path={OFFERS} add={t("addOffer")} blank={blank} named={["offer", "name", locale]}>
        {(path) => (
          <>
            <WordsField label={t("name")} path={[...path, "offer", "name"]} isRequired />
            <TextField label={t("product")} path={[...path, "offer", "product"]} isRequired />
            <WordsField label={t("pitch")} path={[...path, "offer", "pitch"]} isLong isRequired />
            <ConditionField label={t("when")} path={[...path, "when"]} signal="call" isOptional />
          </>
        )}
      </ItemList>
    </Section>
  );
}
