/**
 * What the page does by itself, as text, because a browser runs it and nothing else does: choosing a date and a
 * pipeline (kept in the address, so that a link shows the same), tips by pointer and by keys, lists behind numbers,
 * files from tables, and everything open on paper. It builds elements and never reads text as HTML.
 */
import { pageCsv } from "./page-csv.ts";

const pageParts = `
var main = document.getElementById("content");
var form = document.querySelector(".controls");
var dateField = document.getElementById("date");
var pipelineField = document.getElementById("pipeline");
var tip = document.getElementById("tip");
var items = document.getElementById("items").content.children;
var newest = document.createElement("template");
newest.content.append.apply(newest.content, Array.from(main.cloneNode(true).childNodes));
newest.dataset.date = main.dataset.date;
var dates = [newest].concat(Array.from(document.querySelectorAll("template.date")));

function make(name, className, text) {
  var element = document.createElement(name);
  element.className = className;
  element.textContent = text || "";
  return element;
}
function each(root, selector, change) {
  Array.from(root.querySelectorAll(selector)).forEach(change);
}

function state() {
  return new URLSearchParams(location.hash.slice(1));
}
function show() {
  var wanted = state();
  var chosen = dates.find(function (one) { return one.dataset.date === wanted.get("date"); }) || newest;
  if (main.dataset.date !== chosen.dataset.date) {
    main.replaceChildren(chosen.content.cloneNode(true));
    main.dataset.date = chosen.dataset.date;
    enliven();
  }
  dateField.value = chosen.dataset.date;
  pipelineField.value = wanted.get("pipeline") || "";
  if (pipelineField.selectedIndex < 0) pipelineField.value = "";
  var pipeline = pipelineField.value;
  each(main, "[data-pipeline]", function (part) {
    part.hidden = pipeline !== "" && part.dataset.pipeline !== "" && part.dataset.pipeline !== pipeline;
  });
  var parts = Array.from(main.querySelectorAll("section.part"));
  var seen = parts.filter(function (part) { return !part.hidden; }).length;
  document.getElementById("shown").textContent = pipeline === "" ? "" : seen + " of " + parts.length + " sections";
  hideTip();
}
function choose() {
  var wanted = new URLSearchParams();
  if (dateField.value !== newest.dataset.date) wanted.set("date", dateField.value);
  if (pipelineField.value !== "") wanted.set("pipeline", pipelineField.value);
  location.hash = wanted.toString();
  show();
}

function enliven() {
  each(main, "svg.plot title", function (title) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  });
  each(main, "svg.plot a", function (link) { link.tabIndex = -1; });
  each(main, ".picture", function (picture) {
    if (!picture.querySelector("[data-tip]")) return;
    picture.tabIndex = 0;
    picture.setAttribute("role", "group");
    picture.setAttribute("aria-label", "Picture. The arrow keys go from mark to mark.");
  });
  each(main, ".counted", function (span) {
    var button = make("button", "counted");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.append.apply(button, Array.from(span.childNodes));
    button.dataset.items = span.dataset.items;
    span.replaceWith(button);
  });
  each(main, ".table", function (block) {
    var line = make("p", "tools");
    var button = make("button", "csv", "CSV");
    button.type = "button";
    button.setAttribute("aria-label", "Download this table as CSV");
    line.append(button);
    block.append(line);
  });
}

function toggleItems(button) {
  var isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
  if (isOpen) return button.nextElementSibling.remove();
  var list = make("ul", "items");
  button.dataset.items.split(" ").forEach(function (place) {
    var entry = make("li", "");
    entry.append(items[Number(place)].cloneNode(true));
    list.append(entry);
  });
  button.after(list);
}
function download(block) {
  var link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csvOf(block.querySelector("table"))], { type: "text/csv" }));
  link.download = block.dataset.name + "-" + main.dataset.date + ".csv";
  link.click();
  setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
}

var marked = null;
function showTip(mark) {
  if (marked === mark) return;
  hideTip();
  marked = mark;
  mark.classList.add("on");
  tip.textContent = mark.dataset.tip;
  tip.hidden = false;
  var box = mark.getBoundingClientRect();
  var left = box.left + box.width / 2 - tip.offsetWidth / 2;
  var above = box.top - tip.offsetHeight - 8;
  tip.style.left = Math.max(6, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 6)) + "px";
  tip.style.top = (above < 6 ? Math.min(box.bottom, innerHeight - tip.offsetHeight - 14) + 8 : above) + "px";
}
function hideTip() {
  if (marked) marked.classList.remove("on");
  marked = null;
  tip.hidden = true;
}
function nearest(picture, x, y) {
  var best = null;
  var least = 24;
  each(picture, "[data-tip]", function (mark) {
    var box = mark.getBoundingClientRect();
    var dx = Math.max(box.left - x, 0, x - box.right);
    var dy = Math.max(box.top - y, 0, y - box.bottom);
    var middle = Math.hypot(x - box.left - box.width / 2, y - box.top - box.height / 2) / 1000;
    var distance = Math.hypot(dx, dy) + middle;
    if (distance < least) { least = distance; best = mark; }
  });
  return best;
}
var keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: "first", End: "last" };
function step(picture, event) {
  if (event.key === "Escape") return hideTip();
  var link = marked && marked.closest("a");
  if (event.key === "Enter" && link) return location.assign(link.getAttribute("href"));
  var move = keys[event.key];
  if (!move) return;
  event.preventDefault();
  var marks = Array.from(picture.querySelectorAll("[data-tip]"));
  var at = marks.indexOf(marked);
  var next = move === "first" ? 0 : move === "last" ? marks.length - 1 : at < 0 ? 0 : at + move;
  showTip(marks[(next + marks.length) % marks.length]);
}

main.addEventListener("pointermove", function (event) {
  var picture = event.target.closest(".picture");
  var mark = picture && nearest(picture, event.clientX, event.clientY);
  if (mark) showTip(mark); else hideTip();
});
main.addEventListener("pointerleave", hideTip);
main.addEventListener("focusout", hideTip);
main.addEventListener("keydown", function (event) {
  if (event.target.classList.contains("picture")) step(event.target, event);
});
addEventListener("scroll", hideTip, { passive: true });
document.addEventListener("click", function (event) {
  var counted = event.target.closest("button.counted");
  if (counted) return toggleItems(counted);
  var csv = event.target.closest("button.csv");
  if (csv) return download(csv.closest(".table"));
  var inside = event.target.closest("a[href^='#']");
  var goal = inside && document.getElementById(inside.getAttribute("href").slice(1));
  if (!goal) return;
  event.preventDefault();
  goal.focus();
  goal.scrollIntoView();
});
dateField.addEventListener("change", choose);
pipelineField.addEventListener("change", choose);
addEventListener("hashchange", show);
form.addEventListener("submit", function (event) { event.preventDefault(); });

var folded = [];
addEventListener("beforeprint", function () {
  folded = Array.from(main.querySelectorAll("details:not([open])"));
  folded.forEach(function (one) { one.open = true; });
});
addEventListener("afterprint", function () {
  folded.forEach(function (one) { one.open = false; });
});

form.hidden = false;
document.documentElement.classList.add("live");
enliven();
show();
`;

/** The whole script, as it stands in the page and as its hash is taken. */
export const pageScript = `"use strict";(function () {${pageCsv}${pageParts}})();`;
