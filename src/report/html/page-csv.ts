/**
 * The part of the page's script that makes a CSV file of a table, as text, because a browser runs it and nothing else
 * does. `csvOf(table)`: UTF-8 with a mark for spreadsheets, lines ended as RFC 4180 says; a number has its limits and n
 * in columns of their own; a text that a spreadsheet would take for a formula gets a leading apostrophe.
 */
export const pageCsv = String.raw`
function csvCell(text) {
  var isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
  var isFormula = /^([\t\r\n]|[\s"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/.test(text);
  var safe = isFormula && !isNumber ? "'" + text : text;
  return /[",\r\n\t]/.test(safe) || safe !== safe.trim() ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}
function csvText(rows) {
  return "\uFEFF" + rows.map(function (row) { return row.map(csvCell).join(",") + "\r\n"; }).join("");
}
function csvRows(heads, rows) {
  var numbers = heads.map(function (_, at) {
    return rows.map(function (row) { return row[at] && row[at].numbers; }).filter(Boolean);
  });
  var parts = ["", " (lower)", " (upper)", " (n)"];
  var used = numbers.map(function (some) {
    return parts.map(function (_, part) { return part === 0 || some.some(function (one) { return one[part] !== ""; }); });
  });
  var top = heads.flatMap(function (head, at) {
    var units = new Set(numbers[at].map(function (one) { return one[4]; }));
    var unit = units.size === 1 && !units.has("items") ? " [" + Array.from(units)[0] + "]" : "";
    return parts.filter(function (_, part) { return used[at][part]; }).map(function (part) { return head + part + (part === " (n)" ? "" : unit); });
  });
  return [top].concat(rows.map(function (row) {
    return heads.flatMap(function (_, at) {
      var cell = row[at] || { text: "", numbers: null };
      return parts.map(function (_, part) {
        if (part > 0) return cell.numbers ? cell.numbers[part] : "";
        return cell.numbers && cell.numbers[0] !== "" ? cell.numbers[0] : cell.text;
      }).filter(function (_, part) { return used[at][part]; });
    });
  }));
}
function csvOf(table) {
  var heads = Array.from(table.tHead.rows[0].cells, function (cell) { return cell.textContent; });
  var rows = Array.from(table.tBodies[0].rows).map(function (row) {
    return Array.from(row.cells, function (cell) {
      var first = cell.querySelector("button") || cell.firstChild;
      var numbers = cell.dataset.q ? cell.dataset.q.split(",") : null;
      return { text: first ? first.textContent : "", numbers: numbers };
    });
  });
  return csvText(csvRows(heads, rows));
}
`;
