import { Stack, Text, ThemeIcon } from "@mantine/core";
import { IconPlant2 } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** What an empty place says. */
export interface NothingProps {
  /** What will stand here. */
  readonly title: string;
  /** When, or what it takes. */
  readonly children: ReactNode;
  /** The next step, as a link or button. */
  readonly action?: ReactNode;
}

/** An empty place: what will stand here and the next step. */
export function Nothing({ title, children, action }: NothingProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <ThemeIcon variant="light" size={44} radius="xl" aria-hidden>
        <IconPlant2 size={24} stroke={1.5} />
      </ThemeIcon>
      <Text fw={600}>{title}</Text>
      <Text c="dark.4" maw={520} component="div">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
