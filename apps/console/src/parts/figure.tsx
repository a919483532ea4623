import { Box, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Means } from "./means.tsx";

/** A number with its name. */
export interface FigureProps {
  readonly name: string;
  /** As it is written for who reads. */
  readonly value: ReactNode;
  /** The figure's place in the API's document, such as `FlowStatement.start`. */
  readonly of: string;
  /** What it is compared with or made of. */
  readonly note?: ReactNode;
}

/** A number, its name, and its definition one click away. */
export function Figure({ name, value, of, note }: FigureProps) {
  return (
    <Box miw={110}>
      <Group gap={2} wrap="nowrap">
        <Text size="sm" c="dark.4">
          {name}
        </Text>
        <Means of={of} name={name} />
      </Group>
      <Text fz={24} fw={600} lh={1.2} style={{ fontVariantNumeric: "tabular-nums" }}>
        {value}
      </Text>
      {note !== undefined && (
        <Text size="xs" c="dark.4" component="div">
          {note}
        </Text>
      )}
    </Box>
  );
}
