import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { Broken } from "./shell/broken.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { Opening } from "./shell/opening.tsx";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

/** Screens with the console's frame around them. */
const framed = createRoute({
  getParentRoute: () => root,
  id: "framed",
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
});

/** A screen at an address, loaded when somebody goes there. */
function screen<Name extends string>(
  path: string,
  load: () => Promise<{ readonly [Each in Name]: ComponentType }>,
  name: Name,
) {
  return createRoute({
    getParentRoute: () => framed,
    path,
    // biome-ignore lint/suspicious/noExplicitAny: the router's type wants the module's every export to be a component
    component: lazyRouteComponent(load as () => Promise<any>, name),
    pendingComponent: Opening,
    errorComponent: Broken,
  });
}

/** The record view for a CRM's frame: no menu around it, and nothing loaded that it does not show. */
const embeddedRecord = createRoute({
  getParentRoute: () => root,
  path: "/embed/customers/$id",
  component: lazyRouteComponent(
    () => import("../screens/embedded-record/embedded-record-screen.tsx"),
    "EmbeddedRecordScreen",
  ),
  errorComponent: Broken,
});

/** Every address of the console and the screen there. */
const screens = [
  screen("/", () => import("../screens/home/home-screen.tsx"), "HomeScreen"),
  screen("/start", () => import("../screens/onboarding/onboarding-screen.tsx"), "OnboardingScreen"),
  screen(
    "/customers",
    () => import("../screens/customers/customers-screen.tsx"),
    "CustomersScreen",
  ),
  screen(
    "/customers/$id",
    () => import("../screens/customer/customer-screen.tsx"),
    "CustomerScreen",
  ),
  screen("/agent", () => import("../screens/agent/agent-screen.tsx"), "AgentScreen"),
  screen("/calls", () => import("../screens/calls/calls-screen.tsx"), "CallsScreen"),
  screen("/worklist", () => import("../screens/worklist/worklist-screen.tsx"), "WorklistScreen"),
  screen("/activity", () => import("../screens/activity/activity-screen.tsx"), "ActivityScreen"),
  screen("/programs", () => import("../screens/programs/programs-screen.tsx"), "ProgramsScreen"),
  screen("/programs/$id", () => import("../screens/program/program-screen.tsx"), "ProgramScreen"),
  screen("/programs/$id/edit", () => import("../screens/editor/editor-screen.tsx"), "EditorScreen"),
  screen(
    "/programs/$id/try",
    () => import("../screens/try-program/try-program-screen.tsx"),
    "TryProgramScreen",
  ),
  screen(
    "/programs/$id/dry-run",
    () => import("../screens/dry-run/dry-run-screen.tsx"),
    "DryRunScreen",
  ),
  screen("/messages", () => import("../screens/messages/messages-screen.tsx"), "MessagesScreen"),
  screen(
    "/messages/$program/$template",
    () => import("../screens/message/message-screen.tsx"),
    "MessageScreen",
  ),
  screen("/loyalty", () => import("../screens/loyalty/loyalty-screen.tsx"), "LoyaltyScreen"),
  screen("/matrix", () => import("../screens/matrix/matrix-screen.tsx"), "MatrixScreen"),
  screen("/plan", () => import("../screens/plan/plan-screen.tsx"), "PlanScreen"),
  screen("/insight", () => import("../screens/insight/insight-screen.tsx"), "InsightScreen"),
  screen(
    "/insight/$report",
    () => import("../screens/insight/insight-screen.tsx"),
    "InsightScreen",
  ),
  screen("/service", () => import("../screens/service/service-screen.tsx"), "ServiceScreen"),
  screen(
    "/connections",
    () => import("../screens/connections/connections-screen.tsx"),
    "ConnectionsScreen",
  ),
  screen(
    "/connections/$id",
    () => import("../screens/connection/connection-screen.tsx"),
    "ConnectionScreen",
  ),
  screen("/import", () => import("../screens/import/import-screen.tsx"), "ImportScreen"),
  screen("/settings", () => import("../screens/settings/settings-screen.tsx"), "SettingsScreen"),
  screen(
    "/settings/$section",
    () => import("../screens/settings/settings-screen.tsx"),
    "SettingsScreen",
  ),
];

export const routeTree = root.addChildren([framed.addChildren(screens), embeddedRecord]);
