// Ways through the explorer that Streamlit has none for: a field that looks something up from every page, links of our own HTML that
// stay in this session, the place one comes back to, and where the keyboard is after a page has changed.
const TYPED_INTO = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=slider], [role=tab], [role=radio]";
const SCROLLER = '[data-testid="stMain"]';
const SMALL = "(max-width: 767px)";
const RESTS = '[data-testid="stApp"][data-test-script-state="notRunning"]';

// Kept by the window, for this module may be read anew at any run.
const seen = (window.aimsWays ??= { place: null, asked: { view: null }, scrolled: new Map(), back: null, returned: false, held: false, awaits: null, field: null, listens: false });

const scroller = () => document.querySelector(SCROLLER);
const typing = (event) => event.composedPath().some((node) => node.matches?.(TYPED_INTO));

// Streamlit answers a step in history by itself; so a link of ours is one.
function go(address) {
  remember();
  history.pushState({}, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
  uncover();
}

// On a small screen the sidebar lies over the page; whoever has chosen there wants to see what they chose.
function uncover() {
  const bar = document.querySelector('[data-testid="stSidebar"]');
  if (matchMedia(SMALL).matches && bar?.dataset.collapsed !== "true") bar?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}

// What is printed says at the foot of each sheet what the page answers, on which day, and which sheet it is; only the window knows all three.
function printed() {
  const foot = document.getElementById("ag-foot") ?? document.head.appendChild(Object.assign(document.createElement("style"), { id: "ag-foot" }));
  const day = new Date(), month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[day.getMonth()];
  const text = JSON.stringify(`${document.title} · ${day.getDate()} ${month} ${day.getFullYear()}`), look = "font: 8pt sans-serif; color: #45455A;";
  foot.textContent = `@page { @bottom-left { content: ${text}; ${look} } @bottom-right { content: "Page " counter(page) " of " counter(pages); ${look} } }`;
}

function clicked(event) {
  seen.returned = false;
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((node) => node.matches?.(".stHtml a[href]"));
  if (!link || link.origin !== location.origin || link.hash) return;
  event.preventDefault();
  if (link.href !== location.href) go(link.href);
}

// Ctrl with an arrow goes to the neighbour, Ctrl+K to the field; neither while somebody types.
function pressed(event) {
  if (!event.ctrlKey || event.altKey || event.shiftKey || event.metaKey || typing(event)) return;
  const neighbour = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = neighbour && document.querySelector(`.stApp a[rel="${neighbour}"]`);
  if (!link && event.key !== "k") return;
  event.preventDefault();
  link ? link.click() : seen.field.focus();
}

// Whether a run was asked for what the address says now; Streamlit keeps what embeds it from the script.
function answers({ view, said }) {
  const { embed, embed_options, ...rest } = Object.fromEntries(new URLSearchParams(location.search));
  const sorted = (pairs) => JSON.stringify(Object.entries(pairs).sort());
  return location.pathname.split("/").pop() === view && sorted(rest) === sorted(said);
}

// Do something once the script has begun to draw what the address says: until then whatever runs, or rests, is the page before, however long a busy server
// lets this one wait. The run says what it was asked for (arrived); where that is what the last one was asked for as well, it shows at the page's state.
function begun(then) {
  const alike = answers(seen.asked);
  if (alike && !document.querySelector(RESTS)) return then();
  const begins = () => {
    watch.disconnect();
    clearTimeout(late);
    if (seen.awaits !== begins) return; // somebody stepped on meanwhile
    seen.awaits = null;
    then();
  };
  const watch = new MutationObserver(() => alike && (document.querySelector(RESTS) || begins()));
  const late = setTimeout(begins, 30000);
  watch.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });
  seen.awaits = begins;
}

// Do something once the script has run to its end and nothing older is shown, or give up after half a minute.
function settled(then, looks = 300) {
  if (document.querySelector(RESTS) && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) then();
  else if (looks) setTimeout(settled, 100, then, looks - 1);
  else then();
}

function remember() {
  if (!seen.held) seen.scrolled.set(location.href, scroller()?.scrollTop ?? 0);
}

// A step back: what this page was scrolled to is kept from the scrolling that its being drawn anew causes.
function stepped(event) {
  seen.back = event.isTrusted ? seen.scrolled.get(location.href) ?? null : null;
  seen.returned = seen.back !== null;
  seen.held = true;
  begun(() => settled(() => {
    if (seen.back !== null && scroller()) scroller().scrollTop = seen.back;
    seen.back = null;
    seen.held = false;
  }));
}

// On another page than before, the keyboard goes to its heading, unless somebody uses a field meanwhile; a chosen row comes into sight.
function arrived({ place, asked }) {
  const other = seen.place !== null && seen.place !== place;
  seen.place = place;
  seen.asked = asked;
  if (answers(asked)) seen.awaits?.();
  settled(() => {
    document.querySelectorAll(".ag-matrix .ag-chosen").forEach((row) => {
      const frame = row.closest(".ag-matrix");
      const lies = row.offsetTop - frame.scrollTop;
      if (lies < 40 || lies > frame.clientHeight - 60) frame.scrollTop = row.offsetTop - frame.clientHeight / 3;
    });
    const at = document.activeElement, heading = document.querySelector(".stMainBlockContainer h1");
    if (!other || !heading || !(at === document.body || at.matches("a, [data-testid=stBidiComponentIsolated], div"))) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (!seen.returned && scroller()) scroller().scrollTop = 0;
  });
}

export default function (component) {
  const root = component.parentElement, form = root.querySelector("form"), input = root.querySelector("input");
  form.onsubmit = (event) => {
    event.preventDefault();
    const question = input.value.trim();
    if (question) go(`${component.data.page}?q=${encodeURIComponent(question)}`);
    input.blur();
  };
  seen.field = input;
  if (!seen.listens) {
    seen.listens = true;
    document.addEventListener("click", clicked);
    document.addEventListener("keydown", (event) => pressed(event));
    document.addEventListener("scroll", remember, { capture: true, passive: true });
    window.addEventListener("popstate", stepped);
    window.addEventListener("beforeprint", printed);
  }
  arrived(component.data);
}
