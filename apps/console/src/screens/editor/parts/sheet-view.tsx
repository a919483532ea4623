import { Code, List, Paper, Table, Text, Title } from "@mantine/core";
import { Fragment } from "react";
import { type SheetBlock, type SheetSpan, sheetBlocks } from "../model/sheet-blocks.ts";

/** A process sheet as a sales manager reads it. */
export function SheetView({ sheet }: { readonly sheet: string }) {
  return (
    <Paper withBorder p={{ base: "md", md: "xl" }} maw={980}>
      {sheetBlocks(sheet).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sheet is made anew as a whole
        <Block key={index} block={block} />
      ))}
    </Paper>
  );
}

function Block({ block }: { readonly block: SheetBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <Title
          order={block.level === 1 ? 2 : block.level === 2 ? 3 : 4}
          size={`h${Math.min(block.level + 2, 6)}` as "h3"}
          mt="md"
          mb={6}
        >
          <Spans line={block.line} />
        </Title>
      );
    case "text":
      return (
        <Text mb="xs">
          <Spans line={block.line} />
        </Text>
      );
    case "table":
      return (
        <Table withTableBorder withRowBorders fz="sm" mb="sm">
          <Table.Tbody>
            {block.rows.map(([head = [], ...cells], row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Table.Tr key={row}>
                <Table.Th scope="row" w={190} style={{ verticalAlign: "top" }}>
                  <Spans line={head} />
                </Table.Th>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <Table.Td key={column}>
                    <Spans line={cell} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      );
    case "list":
      return (
        <List type={block.isNumbered ? "ordered" : "unordered"} size="sm" mb="sm" spacing={4}>
          {block.items.map(({ line, below }, item) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <List.Item key={item}>
              <Spans line={line} />
              {below.map((each, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <Text key={at} size="sm" pl="sm">
                  – <Spans line={each} />
                </Text>
              ))}
            </List.Item>
          ))}
        </List>
      );
  }
}

function Spans({ line }: { readonly line: readonly SheetSpan[] }) {
  return line.map(({ text, look }, index) => {
    if (look === "code") {
      // biome-ignore lint/suspicious/noArrayIndexKey: a line's pieces have no names
      return <Code key={index}>{text}</Code>;
    }
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    if (look === "strong") return <b key={index}>{text}</b>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    return <Fragment key={index}>{text}</Fragment>;
  });
}
