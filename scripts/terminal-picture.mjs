// A terminal's output as a picture: reads text with ANSI colours on standard input, writes an SVG. Made for the README:
//   FORCE_COLOR=1 npm run --silent demo | node scripts/terminal-picture.mjs > .github/demo.svg
import { readFileSync } from "node:fs";

const cell = { width: 8.4, height: 19, left: 20, top: 46 };
const colours = {
  31: "#f47067",
  32: "#6bc46d",
  33: "#daaa3f",
  34: "#6cb6ff",
  35: "#dcbdfb",
  36: "#56d4dd",
  90: "#8b949e",
};

// Built from a code, so that no control character stands in this file.
const esc = String.fromCharCode(27);
const piece = new RegExp(`${esc}\\[([\\d;]*)m|([^${esc}]+)`, "g");

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function attributes({ bold, dim, colour }) {
  const parts = [];
  if (bold) parts.push('font-weight="bold"');
  if (dim) parts.push('fill="#8b949e"');
  else if (colour) parts.push(`fill="${colour}"`);
  return parts.join(" ");
}

function apply(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: undefined };
  return colours[code] ? { ...style, colour: colours[code] } : style;
}

function row(line, index) {
  let style = {};
  let column = 0;
  const spans = [];
  for (const [, codes, text] of line.matchAll(piece)) {
    if (codes !== undefined) {
      for (const code of codes.split(";")) style = apply(style, Number(code));
      continue;
    }
    const x = (cell.left + column * cell.width).toFixed(1);
    if (text.trim() !== "") spans.push(`<tspan x="${x}" ${attributes(style)}>${escaped(text)}</tspan>`);
    column += [...text].length;
  }
  return `<text y="${cell.top + index * cell.height}">${spans.join("")}</text>`;
}

const lines = readFileSync(0, "utf8").trimEnd().split("\n");
const bare = lines.map((line) => line.replaceAll(piece, (_, __, text) => text ?? ""));
const width = Math.ceil(cell.left * 2 + Math.max(...bare.map((line) => [...line].length)) * cell.width);
const height = cell.top + lines.length * cell.height;
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The demo in a terminal">
<rect width="100%" height="100%" rx="10" fill="#1c2128"/>
<circle cx="22" cy="18" r="6" fill="#f47067"/><circle cx="42" cy="18" r="6" fill="#daaa3f"/><circle cx="62" cy="18" r="6" fill="#6bc46d"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="#cdd9e5" xml:space="preserve">
${lines.map(row).join("\n")}
</g>
</svg>
`);
