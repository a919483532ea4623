import { Anchor } from "@mantine/core";
import type { CustomerFilterView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Which customers the list is to show, by the names of its address. */
export type ListFilter = Pick<
  CustomerFilterView,
  "tiers" | "phases" | "valueClasses" | "segments" | "flows" | "risks" | "condition"
>;

/** Leads to the list of the customers that a number counts. */
export function CustomersLink(props: {
  readonly filter: ListFilter;
  readonly children: ReactNode;
  readonly label?: string;
}) {
  const { filter, children, label } = props;
  return (
    <Anchor
      inherit
      {...(label !== undefined && { "aria-label": label })}
      renderRoot={(link) => <Link to="/customers" search={filter as never} {...link} />}
    >
      {children}
    </Anchor>
  );
}
