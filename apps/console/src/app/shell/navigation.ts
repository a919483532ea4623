import type { Role } from "@perennial/api";
import {
  IconAddressBook,
  IconAward,
  IconChartDots3,
  IconGridDots,
  IconHeadset,
  IconHome,
  IconListDetails,
  IconMapPin,
  IconMessage,
  IconPhone,
  IconPhoneCall,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

/** A place of the console. */
export interface Place {
  readonly to: string;
  readonly name:
    | "home"
    | "customers"
    | "agent"
    | "calls"
    | "worklist"
    | "programs"
    | "messages"
    | "loyalty"
    | "matrix"
    | "lifecyclePlan"
    | "insight"
    | "service"
    | "activity"
    | "connections"
    | "settings"
    | "start";
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  /** Who has something to do there. @default "viewer" */
  readonly role?: Role;
}

/** The console's places, by what one comes for. */
export const NAVIGATION: readonly {
  readonly group: "work" | "plan" | "follow" | "manage";
  readonly places: readonly Place[];
}[] = [
  {
    group: "work",
    places: [
      { to: "/", name: "home", icon: IconHome },
      { to: "/customers", name: "customers", icon: IconAddressBook },
      { to: "/agent", name: "agent", icon: IconPhoneCall, role: "agent" },
      { to: "/calls", name: "calls", icon: IconPhone },
      { to: "/worklist", name: "worklist", icon: IconMapPin },
    ],
  },
  {
    group: "plan",
    places: [
      { to: "/programs", name: "programs", icon: IconRoute },
      { to: "/messages", name: "messages", icon: IconMessage },
      { to: "/loyalty", name: "loyalty", icon: IconAward },
      { to: "/matrix", name: "matrix", icon: IconGridDots },
      { to: "/plan", name: "lifecyclePlan", icon: IconUsersGroup },
    ],
  },
  {
    group: "follow",
    places: [
      { to: "/insight", name: "insight", icon: IconChartDots3 },
      { to: "/service", name: "service", icon: IconHeadset },
      { to: "/activity", name: "activity", icon: IconListDetails },
    ],
  },
  {
    group: "manage",
    places: [
      { to: "/connections", name: "connections", icon: IconPlugConnected },
      { to: "/settings", name: "settings", icon: IconSettings, role: "admin" },
    ],
  },
];
