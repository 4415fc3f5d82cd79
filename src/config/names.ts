/** Names on GitHub as the file may write them → as the rest of Milepost compares them. */

/** Without `@` in front and `[bot]` behind. */
export function plainLogin(login: string): string {
  return login.replace(/^@/, "").replace(/\[bot\]$/, "");
}

/** `@org/team`, or a plain login. */
export function teamOrLogin(name: string): string {
  return name.includes("/") ? `@${name.replace(/^@/, "")}` : plainLogin(name);
}

/** `owner/repo` in two. */
export function splitName(name: string): { readonly owner: string; readonly repo: string } {
  const slash = name.indexOf("/");
  return { owner: name.slice(0, slash), repo: name.slice(slash + 1) };
}
