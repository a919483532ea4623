import type { DiagramNode } from "@perennial/lifecycle";
import {
  IconArrowsSplit2,
  IconBolt,
  IconClipboardCheck,
  IconClock,
  IconDatabaseEdit,
  IconDoorExit,
  type IconDots,
  IconFlag,
  IconGift,
  IconMail,
  IconPhone,
  IconPlayerPlay,
  IconRoute,
  IconStack2,
  IconWebhook,
} from "@tabler/icons-react";

/** What each kind of box is recognised by beside its words. */
export const KIND_ICONS: Readonly<Record<DiagramNode["kind"], typeof IconDots>> = {
  trigger: IconPlayerPlay,
  reaction: IconBolt,
  end: IconFlag,
  send: IconMail,
  call: IconPhone,
  task: IconClipboardCheck,
  wait: IconClock,
  branch: IconRoute,
  split: IconArrowsSplit2,
  update: IconDatabaseEdit,
  offer: IconGift,
  "call-program": IconStack2,
  webhook: IconWebhook,
  exit: IconDoorExit,
};
