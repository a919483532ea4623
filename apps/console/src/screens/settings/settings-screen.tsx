import { Box, Flex, NavLink } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { SECTION_SCREENS, SECTIONS, type SectionName } from "./sections.ts";
import { words } from "./words.ts";

/** Everything a company chooses once and changes seldom, a part at a time. */
export function SettingsScreen() {
  const t = useWords(words);
  const { section: asked } = useParams({ strict: false });
  const section = SECTIONS.find((each) => each === asked) ?? "general";
  const mayChange = useMay("admin");
  if (!mayChange) {
    return (
      <Screen title={t("title")}>
        <Nothing title={t("noAccess")}>{t("noAccessMeans")}</Nothing>
      </Screen>
    );
  }
  const Shown = SECTION_SCREENS[section];
  return (
    <Screen title={t(section)} lead={t(`${section}Lead`)}>
      <Flex gap="lg" align="flex-start" direction={{ base: "column", lg: "row" }}>
        <Menu here={section} />
        <Box flex={1} w="100%" miw={0}>
          <Suspense fallback={<Loading />}>
            <Shown key={section} />
          </Suspense>
        </Box>
      </Flex>
    </Screen>
  );
}

function Menu({ here }: { readonly here: SectionName }) {
  const t = useWords(words);
  return (
    <Box
      component="nav"
      aria-label={t("sections")}
      w={{ base: "100%", lg: 220 }}
      style={{ display: "flex", flexWrap: "wrap", gap: 2 }}
    >
      {SECTIONS.map((each) => (
        <NavLink
          key={each}
          renderRoot={(props) => (
            <Link to="/settings/$section" params={{ section: each }} {...props} />
          )}
          label={t(each)}
          active={each === here}
          {...(each === here && { "aria-current": "page" as const })}
          w={{ base: "auto", lg: "100%" }}
          style={{ borderRadius: 6 }}
        />
      ))}
    </Box>
  );
}
