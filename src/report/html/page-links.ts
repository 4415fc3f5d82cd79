/**
 * Items → links, and lists of items kept once for the whole page: a number that leads to what it counts names its items
 * by their place in one list, because the same items stand behind many numbers on several dates.
 */
import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import type { ItemLink } from "../view.ts";

/** A page's items, each once, in the order in which they were first named. */
export interface PageLinks {
  /** `0 4 17`: where the items stand in the list. */
  readonly places: (items: readonly ItemLink[]) => string;
  /** The list, for the end of the page. */
  readonly list: () => Element;
}

/** Starts a page's list. It grows with every call of `places`. */
export function pageLinks(): PageLinks {
  const known = new Map<string, { readonly place: number; readonly item: ItemLink }>();
  const placeOf = (item: ItemLink) => {
    const key = JSON.stringify([item.url, item.label]);
    const place = known.get(key)?.place ?? known.size;
    known.set(key, { place, item });
    return place;
  };
  return {
    places: (items) => items.map(placeOf).join(" "),
    list: () => h("template#items", ...[...known.values()].map(({ item }) => itemLink(item))),
  };
}

/** The item's name, leading to it when it has an address on the web. */
export function itemLink(item: ItemLink): Element {
  const href = addressOf(item);
  return href === null ? h("span", labelOf(item)) : h("a", { href }, labelOf(item));
}

/** Only addresses on the web are followed; anything else is not offered. */
export function addressOf({ url }: ItemLink): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}

/** The name on one line, never empty. */
export function labelOf({ label }: ItemLink): string {
  return cleanLine(label) || "(no name)";
}

/** A number that opens the list of what it counts; just the number where there is nothing to list. */
export function countedLinks(said: ElementContent | string, items: readonly ItemLink[], links: PageLinks): Element {
  return items.length === 0 ? h("span", said) : h("span.counted", { dataItems: links.places(items) }, said);
}
