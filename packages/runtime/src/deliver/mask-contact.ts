/** An address or number as it may stand in a log that outlives it: enough to recognise, too little to use. */
export function maskContact(contactPoint: string): string {
  const at = contactPoint.lastIndexOf("@");
  if (at > 0) return `${contactPoint.slice(0, 1)}•••${contactPoint.slice(at)}`;
  return `•••${contactPoint.slice(-2)}`;
}
