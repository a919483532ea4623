import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Points } from "./points.tsx";
import { Promises } from "./promises.tsx";
import { Tiers } from "./tiers.tsx";
import { Vouchers } from "./vouchers.tsx";
import { words } from "./words.ts";

const TABS = ["tiers", "points", "vouchers", "promise"] as const;

/** The customer club: its levels, benefits and points, its offers, and what one member is promised (V-01 to V-05, V-18). */
export function LoyaltyScreen() {
  const t = useWords(words);
  const plan = useAsk("getPlan");
  const navigate = useNavigate();
  const search: { readonly tab?: unknown } = useSearch({ strict: false });
  const tab = TABS.find((each) => each === search.tab) ?? "tiers";
  const show = (next: string | null) =>
    void navigate({ to: "/loyalty", search: { tab: next } as never, replace: true });
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="tiers">
          <Answered query={plan}>{(stored) => <Tiers stored={stored} />}</Answered>
        </Tabs.Panel>
        <Tabs.Panel value="points">
          <Answered query={plan}>{(stored) => <Points stored={stored} />}</Answered>
        </Tabs.Panel>
        <Tabs.Panel value="vouchers">
          <Vouchers />
        </Tabs.Panel>
        <Tabs.Panel value="promise">
          <Promises />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
