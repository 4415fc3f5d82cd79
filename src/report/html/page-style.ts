/**
 * How the page looks, as text: light and dark by what the reader's device prefers, one column on a phone, and on paper
 * everything open without anything to press. Pictures take their colours from here.
 */

const colours = `
:root{color-scheme:light dark;--paper:#f7f7f4;--card:#fff;--ink:#1c2329;--soft:#414b54;--muted:#626d77;--faint:#9aa3ab;--line:#dfe1dc;--grid:#ebece8;--axis:#aab0b5;
--link:#1a5f8a;--focus:#0b6bcb;--good:#1c6b45;--warn:#8f5600;--bad:#b3372f;--calm:#5b8fb9;--back:#c9a062;
--bad-tint:#fbeae8;--warn-tint:#fdf2dd;--good-tint:#e6f3eb;--plain-tint:#eceeed;
--c1:#2c6fa6;--c2:#b2551b;--c3:#2f8562;--c4:#8257ad;--c5:#b8434a;--c6:#8a7420;--c7:#2c7682;--c8:#6c757d;
--a1:#1f5a89;--a2:#34709f;--a3:#4d86b3;--a4:#6a9cc4;--a5:#89b2d3;--a6:#a7c7e0;--a7:#c4daeb;--a8:#dde9f3}
@media (prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1b2024;--ink:#e7eaec;--soft:#c4cbd0;--muted:#98a3ab;--faint:#6f7a82;--line:#30373c;--grid:#272d32;--axis:#5b666e;
--link:#86bfe6;--focus:#6bb5ff;--good:#7fcf9f;--warn:#e6b05c;--bad:#f0908a;--calm:#6fa3cc;--back:#b08d55;
--bad-tint:#3c2322;--warn-tint:#3a2e19;--good-tint:#1d3327;--plain-tint:#2a3136;
--c1:#74b0e0;--c2:#e79a62;--c3:#6cc39d;--c4:#b795df;--c5:#ea8a8c;--c6:#cdb65c;--c7:#74c0cc;--c8:#a5afb6;
--a1:#8fc3ec;--a2:#79afd9;--a3:#659bc5;--a4:#5487b0;--a5:#45739a;--a6:#386084;--a7:#2c4d6b;--a8:#233d55}}
`;

const text = `
*{box-sizing:border-box}
html{scroll-padding-top:4rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1.5rem 4rem;outline:0}
h1{font-size:1.9rem;line-height:1.2;margin:0;letter-spacing:-.015em;font-weight:680}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .6rem;letter-spacing:-.005em;font-weight:650}
h3{font-size:1rem;line-height:1.35;margin:0;font-weight:620}
p{margin:0 0 .5rem}
a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.15em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
[hidden]{display:none!important}
.skip{position:absolute;left:-99rem;top:0;padding:.5rem 1rem;background:var(--card);z-index:3}
.skip:focus{left:.5rem;top:.5rem}
.as-of{color:var(--muted);margin:.35rem 0 0}
.words{max-width:44rem;color:var(--soft)}
.nothing{color:var(--muted)}
.count{color:var(--muted);font-weight:400;font-size:.875em}
button,select{font:inherit;color:inherit}
`;

const parts = `
.controls{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.4rem 1.25rem;align-items:center;padding:.55rem max(1.5rem,calc(50vw - 33.5rem));background:var(--paper);border-bottom:1px solid var(--line);font-size:.9rem;color:var(--muted)}
.controls p{margin:0}
.controls label{display:flex;align-items:center;gap:.45rem;min-width:0}
.controls select{padding:.25rem .4rem;border:1px solid var(--axis);border-radius:6px;background:var(--card);color:var(--ink);max-width:100%}
.head{margin:0 0 1.5rem}
.incomplete{border-left:4px solid var(--warn);background:var(--warn-tint);padding:.7rem 1rem;margin:0 0 1.75rem;border-radius:0 6px 6px 0}
.incomplete p,.incomplete ul{margin:0}
.incomplete ul{padding-left:1.2rem}
.attention,.figures{margin:0 0 2rem}
.points{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.points li{display:flex;gap:.75rem;align-items:baseline;padding:.42rem 0;border-bottom:1px solid var(--line)}
.points strong{font-weight:600}
.attention details{margin-top:.5rem}
.badge{flex:0 0 5.4rem;text-align:center;font-size:.78rem;line-height:1.55;padding:.05rem .3rem;border-radius:4px;font-weight:600;background:var(--plain-tint);color:var(--soft)}
.badge.bad{background:var(--bad-tint);color:var(--bad)}
.badge.warn{background:var(--warn-tint);color:var(--warn)}
.cards{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(12.5rem,100%),1fr));gap:.9rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem .8rem;min-width:0;display:grid;grid-template-rows:subgrid;grid-row:span 4;gap:0}
.card .name{color:var(--soft);font-size:.9rem;line-height:1.35;margin:0 0 .45rem}
.card .now{line-height:1.15;align-self:end}
.value{font-size:1.85rem;font-weight:640;letter-spacing:-.02em}
.value.unknown{font-size:1.05rem;font-weight:500;color:var(--muted);letter-spacing:0}
.unit{font-size:.55em;font-weight:500;letter-spacing:0;color:var(--soft)}
.rests{color:var(--muted);font-size:.85rem;margin:.15rem 0 0}
.way{font-size:.85rem;margin:.45rem 0 0;padding-top:.4rem;border-top:1px solid var(--grid);color:var(--muted)}
.way.good{color:var(--good)}
.way.bad{color:var(--bad)}
.contents{margin:0 0 2.25rem;font-size:.9rem}
.contents ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem}
.part{margin:0 0 3rem;padding-top:1.1rem;border-top:2px solid var(--ink);outline:0}
.definitions{padding-top:1.1rem;border-top:2px solid var(--ink);outline:0;font-size:.93rem}
.definitions dl{margin:0;display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.5rem 1.5rem}
.definitions dt{font-weight:600}
.definitions dd{margin:0;color:var(--soft);max-width:44rem}
`;

const charts = `
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(27rem,100%),1fr));gap:1rem;margin:1rem 0}
.chart{margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.1rem .8rem;min-width:0;display:flex;flex-direction:column}
.reading{color:var(--muted);font-size:.88rem;line-height:1.4;margin:.2rem 0 .5rem}
.picture{width:100%;max-width:37rem;margin:0 auto auto;border-radius:6px}
.plot{display:block;width:100%;height:auto;overflow:visible;font-size:12px;font-variant-numeric:tabular-nums;fill:currentColor;color:var(--muted)}
.plot text{white-space:pre;paint-order:stroke}
.plot a{cursor:pointer}
.plot .hits line{stroke-opacity:0}
.plot .hits .on{stroke-opacity:.45}
.plot circle.on,.plot rect.on{stroke:var(--ink);stroke-width:2}
.key{list-style:none;margin:0 0 .5rem;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1rem;font-size:.82rem;color:var(--muted)}
.key svg{width:18px;height:10px;margin-right:.4rem}
#tip{position:fixed;z-index:4;max-width:min(20rem,calc(100vw - 12px));background:var(--ink);color:var(--paper);font-size:.85rem;line-height:1.4;padding:.35rem .6rem;border-radius:6px;white-space:pre-line;pointer-events:none}
.table{margin:.9rem 0 0}
details.table{margin-top:.55rem}
.chart>details.table{margin-top:0;padding-top:.55rem}
summary{cursor:pointer;font-size:.9rem;color:var(--soft);padding:.2rem 0}
.sheet{overflow-x:auto;border-radius:6px}
.sheet.long{overflow:auto;max-height:34rem}
div.table .sheet{background:var(--card);border:1px solid var(--line);border-radius:10px}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;overflow-wrap:normal}
caption{text-align:left;color:var(--muted);padding:.6rem .75rem .4rem;font-size:.85rem}
.chart caption,.part>details caption,.part>details td:first-child,.part>details th:first-child,.chart td:first-child,.chart th:first-child{padding-left:.15rem}
caption span{position:sticky;left:.75rem;display:inline-block;max-width:calc(100vw - 5rem)}
td:first-child{min-width:6.5rem}
th,td{text-align:left;vertical-align:top;padding:.36rem .75rem;border-bottom:1px solid var(--grid)}
thead th{position:sticky;top:0;background:var(--card);font-weight:600;color:var(--soft);border-bottom:1px solid var(--axis);font-size:.82rem}
tbody tr:last-child td{border-bottom:0}
.num{text-align:right}
.time{white-space:nowrap}
.beside{color:var(--muted);font-size:.9em;white-space:nowrap}
td.unknown{color:var(--muted)}
.counted[data-items]{cursor:pointer}
button.counted{background:none;border:0;padding:0;text-align:inherit;text-decoration:underline dotted .07em;text-underline-offset:.18em}
.now button.counted{text-decoration:none}
.now button.counted .value{text-decoration:underline dotted .04em;text-decoration-color:var(--faint);text-underline-offset:.14em}
.items{margin:.3rem 0 0;padding:0;list-style:none;text-align:left;font-size:.85rem;max-height:14rem;overflow:auto;font-weight:400}
td .items{min-width:9rem}
.tools{margin:.3rem 0 0;text-align:right}
.csv{background:none;border:1px solid var(--line);border-radius:5px;padding:.05rem .5rem;font-size:.78rem;color:var(--muted);cursor:pointer}
.csv:hover{border-color:var(--axis);color:var(--ink)}
`;

const media = `
@media (min-width:60rem){
.chart:last-child:nth-child(odd):not(:first-child){grid-column:1/-1;display:grid;grid-template-columns:minmax(13rem,1fr) minmax(0,33rem);grid-template-rows:auto 1fr auto;column-gap:1.5rem}
.chart:last-child:nth-child(odd):not(:first-child)>.picture{grid-area:1/2/3/3}
.chart:last-child:nth-child(odd):not(:first-child)>.key{grid-area:2/1/3/2;align-content:start}
.chart:last-child:nth-child(odd):not(:first-child)>details{grid-column:1/-1}
.single{display:grid;grid-template-columns:minmax(0,37rem) minmax(0,1fr);grid-template-rows:repeat(3,auto) 1fr;column-gap:1.75rem}
.single>*{grid-column:1/-1}
.single>.charts{grid-area:2/1/5/2;display:block;margin-bottom:0}
.single>.words{grid-area:2/2;margin-top:1rem}
.single>.aside{grid-area:3/2}
}
@media (max-width:40rem){
main{padding:1rem 1rem 3rem}
.controls{padding:.5rem 1rem;position:static}
html{scroll-padding-top:0}
h1{font-size:1.5rem}
h2{font-size:1.18rem}
.points li{flex-direction:column;gap:.15rem}
.badge{flex:none;padding:.05rem .5rem}
.cards{grid-template-columns:repeat(auto-fill,minmax(min(10.5rem,100%),1fr));gap:.6rem}
.card{padding:.7rem .75rem}
.value{font-size:1.5rem}
.chart{padding:.8rem .6rem .6rem}
.plot{font-size:14.5px}
.definitions dl{grid-template-columns:1fr;gap:.1rem}
.definitions dd{margin-bottom:.6rem}
}
@media print{
:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#222;--muted:#444;--faint:#888;--line:#ccc;--grid:#e5e5e5;--axis:#999;--link:#000;--good:#1c6b45;--warn:#8a5300;--bad:#a02820;--calm:#5b8fb9;--back:#c9a062;
--bad-tint:#fff;--warn-tint:#fff;--good-tint:#fff;--plain-tint:#fff;
--c1:#2c6fa6;--c2:#b2551b;--c3:#2f8562;--c4:#8257ad;--c5:#b8434a;--c6:#8a7420;--c7:#2c7682;--c8:#6c757d;
--a1:#1f5a89;--a2:#34709f;--a3:#4d86b3;--a4:#6a9cc4;--a5:#89b2d3;--a6:#a7c7e0;--a7:#c4daeb;--a8:#dde9f3}
@page{margin:14mm}
body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
.controls,.skip,.tools,#tip,.contents{display:none!important}
.sheet,.sheet.long{max-height:none;overflow:visible}
details::details-content{content-visibility:visible;height:auto}
summary{list-style:none}
.charts{grid-template-columns:1fr 1fr}
.plot{font-size:14px}
.single{display:block}
.chart,.card,.points li,tr,dt{break-inside:avoid}
h2,h3,figcaption,summary,caption{break-after:avoid}
thead{display:table-header-group}
thead th{position:static}
a{text-decoration:none}
.badge{border:1px solid currentColor}
}
`;

/** The whole style sheet, as it stands in the page and as its hash is taken. */
export const pageStyle = colours + text + parts + charts + media;
