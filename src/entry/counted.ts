/** A number and its thing, for people: `1 item`, `2 items`. */
export function counted(many: number, thing: string): string {
  return `${many} ${thing}${many === 1 ? "" : "s"}`;
}
