// The assessment grid as a Streamlit component: rows of the DOM that a keyboard and a screen reader walk; nothing is drawn on a canvas.
// What arrives is text and is written as text. A change shows at once and is sent off; what the server then says stands.
const SIGN = { "not started": "○", "planned": "◔", "in progress": "◑", "implemented": "●", "not applicable": "⊘" };
// A day as pages write it; the field in which one is entered has a form of its own.
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const said = (day) => (day ?? "").replace(/^(\d{4})-(\d\d)-(\d\d)$/, (_, year, month, date) => `${+date} ${MONTHS[month - 1]} ${year}`);
const LETTERS = { o: "owner", d: "due", j: "reason", n: "note" };

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".grid");
  // A grid that is drawn anew counts from one again, under another name.
  const state = (box.state ??= { name: crypto.randomUUID?.() ?? String(Math.random()), at: data.selected || data.rows[0]?.target, from: null, edits: [], n: 0, sent: new Set() });
  state.send = () => {
    state.sent.add(state.at);
    setTriggerValue("told", { grid: state.name, at: state.at, edits: state.edits });
  };
  state.data = data;
  // Streamlit keeps only the last of what is sent while it runs, so all that is not acknowledged is sent each time, and shown meanwhile.
  state.edits = state.edits.filter((edit) => edit.n > (data.done[state.name] ?? 0));
  if (state.edits.length) setTimeout(() => state.edits.length && state.send(), 100);
  window.onbeforeunload = (event) => { if (state.edits.length && box.isConnected) event.preventDefault(); };
  for (const edit of state.edits) for (const row of data.rows) if (edit.targets.includes(row.target)) row[edit.field] = edit.value;
  // The page lags behind the keys: what it echoes of our own moves changes nothing; a row that left the view gives way to the next one.
  const there = (target) => data.rows.some((row) => row.target === target);
  if (!there(state.at)) state.at = there(data.selected) ? data.selected : data.rows[0]?.target;
  else if (data.selected !== state.server && !state.sent.has(data.selected) && there(data.selected)) state.at = data.selected;
  if (state.from !== null && !there(state.from)) state.from = null;
  state.server = data.selected;
  // Once what was asked over it is closed; the dialog has gone a moment later.
  if (data.asked > (state.asked ?? data.asked)) setTimeout(() => box.querySelector('[tabindex="0"]')?.focus({ preventScroll: true }), 400);
  state.asked = data.asked;
  draw(parentElement, box, state);
}

function draw(parent, box, state) {
  const { data } = state;
  const had = box.contains(parent.getRootNode().activeElement ?? document.activeElement);
  const top = box.scrollTop;
  const body = [];
  let chapter = null;
  for (const row of data.rows) {
    if (row.chapter !== chapter) {
      chapter = row.chapter;
      body.push(element("div", { role: "row", class: "chapter" }, element("span", { role: "gridcell", "aria-colspan": "6" }, chapter)));
    }
    body.push(line(parent, box, state, row));
  }
  const head = element("div", { role: "row", class: "head" },
    ...data.columns.map((name) => element("span", { role: "columnheader" }, name)));
  const grid = element("div", { role: "grid", "aria-label": data.label, "aria-rowcount": String(data.rows.length + 1), "aria-multiselectable": "true" }, head, ...body);
  box.replaceChildren(grid);
  box.scrollTop = top;
  box.onkeydown = (event) => key(parent, box, state, event);
  const current = box.querySelector('[tabindex="0"]');
  if (state.first === undefined && current) {
    // Only the grid: the page itself begins at its top.
    state.first = true;
    box.scrollTop += Math.max(0, current.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom);
  }
  if (had && !state.editing) current?.focus({ preventScroll: true });
  if (!state.editing) tools(parent, box, state);
}

// What the keys do, as buttons that name their keys: for whoever came with a mouse, and for whoever has yet to learn them.
function tools(parent, box, state) {
  const { data } = state;
  const bar = parent.querySelector(".bar");
  if (!data.may) { bar.replaceChildren(element("span", {}, data.mayNot)); return; }
  if (!bar.querySelector(".tools")) {
    const button = (name, letter, act) => {
      const made = element("button", { type: "button", "aria-keyshortcuts": letter }, `${name} `, element("kbd", { "aria-hidden": "true" }, letter));
      made.onclick = () => { act(); if (!state.editing) box.querySelector('[tabindex="0"]')?.focus(); };
      return made;
    };
    bar.replaceChildren(
      element("span", { class: "count" }),
      element("span", { class: "tools", role: "toolbar", "aria-label": data.tools },
        ...data.statuses.map((word, n) => button(`${SIGN[word]} ${word}`, String(n + 1), () => change(parent, box, state, "status", word))),
        ...Object.entries(LETTERS).map(([letter, field]) => button(data.fields[field], letter.toUpperCase(), () => write(parent, box, state, field))),
        button(data.all, "Ctrl+A", () => everything(parent, box, state)),
        button(data.undo, "Ctrl+Z", () => undo(state))));
  }
  counted(parent, state);
}

function counted(parent, state) {
  const here = parent.querySelector(".bar .count");
  if (!here) return;
  const chosen = chosenTargets(state);
  const named = chosen.length === 1 ? state.data.rows.find((row) => row.target === chosen[0])?.number ?? "" : `${chosen.length} rows`;
  here.replaceChildren(named, element("small", {}, state.edits.length ? state.data.saving : state.n ? state.data.came : ""));
}

function everything(parent, box, state) {
  const { rows } = state.data;
  if (!rows.length) return;
  // The first row stays the current one, so that nothing jumps.
  state.from = rows.at(-1).target;
  move(parent, box, state, rows[0].target, true, true);
}

function line(parent, box, state, row) {
  const { data } = state;
  const chosen = chosenTargets(state);
  const status = element("span", { role: "gridcell", class: "status", "data-status": row.status },
    element("i", { "aria-hidden": "true" }, SIGN[row.status] ?? (row.carried ? "◐" : "–")), " ", row.status || row.carried || data.none);
  if (row.mark) status.append(" ", element("b", { class: "mark" }, row.mark));
  const made = element("div", {
    role: "row", class: "line", "data-target": row.target, tabindex: row.target === state.at ? "0" : "-1",
    "aria-selected": String(chosen.includes(row.target)), "aria-label": [row.number, row.title, row.status || row.carried || data.none, row.owner, said(row.due)].filter(Boolean).join(", "),
  },
    element("span", { role: "gridcell", class: "number" }, row.number),
    element("span", { role: "gridcell", class: "title", title: row.reason }, row.title),
    status,
    element("span", { role: "gridcell" }, row.owner),
    element("span", { role: "gridcell", class: row.late ? "late" : "" }, said(row.due)),
    element("span", { role: "gridcell", class: "count" }, row.evidence ? String(row.evidence) : ""));
  made.onclick = (event) => { if (!state.editing) move(parent, box, state, row.target, event.shiftKey, true); };
  made.ondblclick = () => choose(parent, box, state);
  return made;
}

function chosenTargets(state) {
  const order = state.data.rows.map((row) => row.target);
  const here = order.indexOf(state.at);
  const from = state.from === null ? here : order.indexOf(state.from);
  return order.slice(Math.min(here, from), Math.max(here, from) + 1);
}

function move(parent, box, state, target, extend, focus) {
  if (target === undefined) return;
  state.from = extend ? (state.from ?? state.at) : null;
  state.at = target;
  const chosen = chosenTargets(state);
  for (const made of box.querySelectorAll(".line")) {
    made.tabIndex = made.dataset.target === target ? 0 : -1;
    made.setAttribute("aria-selected", String(chosen.includes(made.dataset.target)));
  }
  counted(parent, state);
  const current = box.querySelector(`.line[tabindex="0"]`);
  if (focus) current?.focus({ preventScroll: true });
  current?.scrollIntoView({ block: "nearest" });
  clearTimeout(state.later);
  // The page beside the grid follows once the keys rest, so that holding one down asks the server once.
  state.later = setTimeout(state.send, 220);
}

function change(parent, box, state, field, value, targets = chosenTargets(state)) {
  const { data } = state;
  if (!data.may) { say(parent, data.mayNot); return; }
  for (const row of data.rows) if (targets.includes(row.target)) row[field] = value;
  post(state, { targets, field, value });
  draw(parent, box, state);
  const named = data.rows.filter((row) => targets.includes(row.target)).map((row) => row.number).join(", ");
  say(parent, `${named}: ${field} ${value || "empty"}`);
}

function post(state, edit) {
  clearTimeout(state.later);
  state.edits.push({ ...edit, n: ++state.n, seen: state.data.seq });
  state.send();
}

function undo(state) { post(state, { targets: [], field: "", value: "" }); }

function say(parent, words) { parent.querySelector(".said").textContent = words; }

function choose(parent, box, state) { write(parent, box, state, "status"); }

function write(parent, box, state, field) {
  const { data } = state;
  if (!data.may) { say(parent, data.mayNot); return; }
  const row = data.rows.find((one) => one.target === state.at);
  if (!row) return;
  // Those of now: the rows may be others once the words are written.
  const targets = chosenTargets(state);
  const several = targets.length;
  const label = several === 1 ? `${data.fields[field]} of ${row.number}` : `${data.fields[field]} of ${several} rows`;
  let input;
  if (field === "status") {
    input = element("select", { "aria-label": label }, ...data.statuses.map((word) => element("option", { value: word }, word)));
    input.value = row.status || data.statuses[0];
  } else {
    input = element("input", { "aria-label": label, type: field === "due" ? "date" : "text", list: field in data.offered ? "offered" : undefined });
    input.value = row[field] ?? "";
  }
  const bar = parent.querySelector(".bar");
  state.editing = true;
  const offered = element("datalist", { id: "offered" }, ...(data.offered[field] ?? []).map((words) => element("option", { value: words })));
  const done = (keep) => {
    if (!state.editing) return;
    // Half a date is no date: the browser would hand over nothing, which would empty the cell.
    if (keep && input.validity.badInput) { input.reportValidity(); return; }
    state.editing = false;
    bar.replaceChildren();
    tools(parent, box, state);
    if (keep) change(parent, box, state, field, input.value.trim(), targets);
    box.querySelector('[tabindex="0"]')?.focus();
  };
  input.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Enter") done(true);
    if (event.key === "Escape") done(false);
  };
  const ok = element("button", { type: "button" }, "Save");
  ok.onclick = () => done(true);
  const no = element("button", { type: "button" }, "Leave");
  no.onclick = () => done(false);
  bar.replaceChildren(element("label", {}, `${label} `, input), offered, ok, no);
  input.focus();
  if (input.select) input.select();
}

function key(parent, box, state, event) {
  if (state.editing || event.altKey) return;
  const control = event.ctrlKey || event.metaKey;
  const { data } = state;
  const order = data.rows.map((row) => row.target);
  const here = order.indexOf(state.at);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -order.length, End: order.length };
  if (event.key in steps) {
    move(parent, box, state, order[Math.max(0, Math.min(order.length - 1, here + steps[event.key]))], event.shiftKey, true);
  } else if (control && event.key === "z") {
    undo(state);
  } else if (control && event.key === "a") {
    everything(parent, box, state);
  } else if (control) {
    return;
  } else if (/^[1-5]$/.test(event.key)) {
    change(parent, box, state, "status", data.statuses[Number(event.key) - 1]);
  } else if (event.key.toLowerCase() in LETTERS) {
    write(parent, box, state, LETTERS[event.key.toLowerCase()]);
  } else if (event.key === "Enter") {
    write(parent, box, state, "status");
  } else if (event.key === "?") {
    const help = parent.querySelector("details");
    help.open = !help.open;
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
