/**
 * A description of a plot → its picture as a tree of SVG elements, drawn by Observable Plot into a document that is no
 * browser. The picture has no style elements, style attributes or fonts of its own: the page's style sheet gives them,
 * because its content policy lets nothing else. Numbers are written to a tenth of a pixel.
 */
import { type PlotOptions, plot } from "@observablehq/plot";
import type { Element, ElementContent } from "hast";
import { s } from "hastscript";
import { parseHTML } from "linkedom";

/** Plot only creates elements in it and adds none, so that one serves all pictures. */
const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** How wide every picture is, in its own units; pages scale it. */
export const plotWidth = 480;

/** Draws it. `label` is what is read out in its place. The same options give the same tree. */
export function plotSvg(options: PlotOptions & { readonly height: number }, label: string): Element {
  const drawn = plot({ ...options, width: plotWidth, document: document as unknown as Document });
  return s(
    "svg",
    {
      className: ["plot"],
      viewBox: `0 0 ${plotWidth} ${options.height}`,
      textAnchor: "middle",
      role: "img",
      ariaLabel: label,
    },
    [...drawn.childNodes].flatMap(treeOf),
  );
}

function treeOf(node: ChildNode): readonly ElementContent[] {
  if (node.nodeType === node.TEXT_NODE) return [{ type: "text", value: node.textContent ?? "" }];
  if (node.nodeType !== node.ELEMENT_NODE) return [];
  const element = node as unknown as SVGElement;
  const tagName = element.localName;
  if (tagName === "style") return [];
  const children = [...element.childNodes].flatMap(treeOf);
  // Groups without anything in them stand for marks without data.
  if (tagName === "g" && children.length === 0) return [];
  return [{ type: "element", tagName, properties: propertiesOf(element), children }];
}

/** Said by the page: Plot's own words for its parts are for charts that have no table beside them. */
const left = new Set(["style", "aria-label", "aria-hidden", "aria-description", "font-family", "stroke-miterlimit"]);

function propertiesOf(element: SVGElement): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { name, value } of element.attributes) {
    // What is inherited need not be said.
    if (left.has(name) || value === "inherit") continue;
    kept[name === "xlink:href" ? "href" : name] = geometry.has(name) ? toTenths(value) : value;
  }
  return kept;
}

const geometry = new Set("d transform x y x1 x2 y1 y2 cx cy r width height".split(" "));

function toTenths(value: string): string {
  return value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?(?![\dem])/g, (number) =>
    String(Math.round(Number(number) * 10) / 10 || 0),
  );
}
