import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

/** What a screen is called and what can be done on it as a whole. */
export interface ScreenProps {
  readonly title: string;
  /** What the screen is for, in a sentence. */
  readonly lead?: ReactNode;
  /** Where it belongs, such as a link to the list it is in. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every screen: its one heading, what it is for, and what can be done. */
export function Screen({ title, lead, above, actions, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} · Perennial`;
  }, [title]);
  return (
    <Stack gap="lg" maw={1400}>
      <Box>
        {above}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Box maw={820}>
            <Title order={1} size="h2">
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dark.4" mt={4} component="div">
                {lead}
              </Text>
            )}
          </Box>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
      </Box>
      {children}
    </Stack>
  );
}
