import {
  AppShell,
  Badge,
  Box,
  Burger,
  Group,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPause, IconRocket } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useAsk } from "../api/use-ask.ts";
import { useWords } from "../language/words.ts";
import { useMay, useSession } from "../session/use-session.ts";
import { AccountMenu } from "./account-menu.tsx";
import { NAVIGATION, type Place } from "./navigation.ts";
import classes from "./shell.module.css";
import { shellWords } from "./shell-words.ts";

/** What stands around every screen: where one is, where one can go, and whether it is for real. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const t = useWords(shellWords);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu that led to it
  useEffect(close, [path]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: "md", collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className={classes.skip} href="#content">
        {t("skip")}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="md"
            size="sm"
            aria-label={t("menu")}
          />
          <Brand />
          <LiveBadge />
          <PausedBadge />
          <Box flex={1} />
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <ScrollArea component="nav" aria-label={t("menu")}>
          <SetUp path={path} />
          {NAVIGATION.map(({ group, places }) => (
            <Box key={group} mb="sm">
              <Text className={classes.group}>{t(group)}</Text>
              {places.map((place) => (
                <PlaceLink key={place.to} place={place} path={path} />
              ))}
            </Box>
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function PlaceLink({ place, path }: { readonly place: Place; readonly path: string }) {
  const t = useWords(shellWords);
  const may = useMay(place.role ?? "viewer");
  if (!may) return null;
  const isHere = place.to === "/" ? path === "/" : path.startsWith(place.to);
  const Icon = place.icon;
  return (
    <NavLink
      renderRoot={(props) => <Link to={place.to} {...props} />}
      className={classes.place}
      active={isHere}
      {...(isHere && { "aria-current": "page" as const })}
      label={t(place.name)}
      leftSection={<Icon size={18} stroke={1.6} />}
    />
  );
}

/** The way to a first program, as long as none is active. */
function SetUp({ path }: { readonly path: string }) {
  const t = useWords(shellWords);
  const { setUp } = useSession();
  const isFor = useMay("marketer") && !setUp;
  const { data } = useAsk("getOnboarding", {}, { when: isFor });
  if (!data || data.isComplete) return null;
  return (
    <Box mb="sm">
      <Text className={classes.group}>{t("setUp")}</Text>
      <PlaceLink place={{ to: "/start", name: "start", icon: IconRocket }} path={path} />
    </Box>
  );
}

function Brand() {
  const { tenant } = useSession();
  return (
    <Link to="/" className={classes.brand}>
      <img src={`${import.meta.env.BASE_URL}leaf.svg`} alt="" width={22} height={22} />
      <span>{tenant.name}</span>
    </Link>
  );
}

/** Whether what happens here is for real: always in sight, for a mistake about it is costly. */
function LiveBadge() {
  const { live } = useSession();
  const t = useWords(shellWords);
  return (
    <Tooltip label={t(live ? "liveMeaning" : "demoMeaning")} multiline w={260} withArrow>
      <Badge
        variant="light"
        color={live ? "evergreen" : "yellow"}
        className={live ? classes.live : classes.demo}
        tabIndex={0}
      >
        {t(live ? "live" : "demo")}
      </Badge>
    </Tooltip>
  );
}

/** That nothing is sent: in sight on every screen, for it is easily forgotten. */
function PausedBadge() {
  const t = useWords(shellWords);
  const { data } = useAsk("getSending");
  if (!data?.paused) return null;
  return (
    <Tooltip label={t("sendingPausedMeaning")} multiline w={260} withArrow>
      <Badge
        color="red"
        variant="filled"
        leftSection={<IconPlayerPause size={12} />}
        className={classes.paused}
        renderRoot={(props) => <Link to="/" {...props} />}
      >
        {t("sendingPaused")}
      </Badge>
    </Tooltip>
  );
}
