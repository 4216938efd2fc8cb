// Draws what Python placed: vis-network stands above this in the same module (network.py joins the two).
// Text reaches the canvas and textContent only, never innerHTML.
const OUTLINE = {
  dot: (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
  square: (c, x, y, r) => c.rect(x - r, y - r, 2 * r, 2 * r),
  triangle: (c, x, y, r) => polygon(c, x, y, r * 1.25, [[0, -1], [0.95, 0.75], [-0.95, 0.75]]),
  triangleDown: (c, x, y, r) => polygon(c, x, y, r * 1.25, [[0, 1], [0.95, -0.75], [-0.95, -0.75]]),
  diamond: (c, x, y, r) => polygon(c, x, y, r * 1.3, [[0, -1], [1, 0], [0, 1], [-1, 0]]),
  hexagon: (c, x, y, r) => polygon(c, x, y, r * 1.1, [[1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87], [0.5, -0.87]]),
};

// The size of the number of one of many, and from which size on the screen it is drawn.
const LEAF = 11, NEAR = 9;

function polygon(brush, x, y, r, corners) {
  corners.forEach(([dx, dy], n) => (n ? brush.lineTo(x + r * dx, y + r * dy) : brush.moveTo(x + r * dx, y + r * dy)));
  brush.closePath();
}

// One of many: the shape alone; a heading gets its number from numbers(), the others get theirs when one zooms in.
function dot(node, { ink, paper }) {
  return { ...node, borderWidth: 1, borderWidthSelected: 4,
    color: { background: node.color, border: ink + "b0", highlight: { background: node.color, border: ink } },
    label: node.hub ? undefined : node.label, scaling: { label: { drawThreshold: NEAR } },
    font: { color: ink, strokeColor: paper, strokeWidth: 3, size: LEAF, face: "sans-serif" } };
}

// The numbers in a picture of many, as large on the screen at any distance: those of the chosen node and of what it relates to,
// then of the headings. One that would lie on another waits until one zooms in.
function numbers(brush, data, chosen, scale, ink, paper) {
  const near = new Set(data.edges.filter((e) => e.kind !== "part").flatMap((e) => e.from === chosen ? [e.to] : e.to === chosen ? [e.from] : []));
  const rank = (node) => node.id === chosen ? 0 : near.has(node.id) ? 1 : node.hub ? 2 : 3;
  const wanted = data.nodes.filter((node) => node.hub || rank(node) < 3 && LEAF * scale < NEAR).sort((a, b) => rank(a) - rank(b));
  const taken = [], high = 13 / scale;
  brush.textAlign = "center"; brush.textBaseline = "top"; brush.lineJoin = "round";
  for (const node of wanted) {
    brush.font = `${rank(node) < 2 ? 700 : 400} ${high}px "Source Sans", sans-serif`;
    const half = brush.measureText(node.label).width / 2 + 2 / scale, top = node.y + node.size;
    const lies = (other) => Math.abs(other.x - node.x) < other.half + half && Math.abs(other.top - top) < high;
    if (taken.some(lies)) continue;
    taken.push({ x: node.x, top, half });
    brush.lineWidth = 4 / scale; brush.strokeStyle = paper; brush.strokeText(node.label, node.x, top);
    brush.fillStyle = ink; brush.fillText(node.label, node.x, top);
  }
}

// One of few: number and title on the side that looks away from the middle, where no line runs; in the tones there are when it is drawn.
function labelled(node, tones) {
  const draw = ({ ctx, x, y, state }) => ({
    drawNode() {
      const { ink } = tones;
      ctx.beginPath();
      OUTLINE[node.shape](ctx, x, y, node.size);
      ctx.fillStyle = node.color; ctx.fill();
      ctx.lineWidth = state.selected || state.hover || node.chosen ? 3.5 : 1.5; ctx.strokeStyle = ink; ctx.stroke();
    },
    drawExternalLabel() {
      const { ink, paper } = tones, side = node.below ? 0 : Math.sign(node.x), lines = node.label.split("\n");
      ctx.textAlign = side > 0 ? "left" : side < 0 ? "right" : "center";
      ctx.textBaseline = "middle";
      const left = x + side * (node.size + 9), top = side ? y - (lines.length - 1) * 9 : y + node.size + 15;
      ctx.lineJoin = "round";
      lines.forEach((line, n) => {
        ctx.font = `${n ? 400 : 700} 15px "Source Sans", sans-serif`;
        ctx.lineWidth = 5; ctx.strokeStyle = paper; ctx.strokeText(line, left, top + n * 18);
        ctx.fillStyle = ink; ctx.fillText(line, left, top + n * 18);
      });
    },
    nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
  });
  return { ...node, label: undefined, shape: "custom", ctxRenderer: draw };
}

// The name of each framework above its nodes, in a picture of many.
function headings(brush, data, ink) {
  for (const { name, x, y } of data.headings) {
    brush.font = '700 74px "Source Sans", sans-serif'; brush.textAlign = "center"; brush.fillStyle = ink;
    brush.fillText(name, x, y);
  }
}

// How a picture is drawn on paper, whatever the screen is: turned over, its fills would be other colours than its legend's.
const SHEET = { ink: "#000000", paper: "#ffffff" };

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const box = parentElement.querySelector(".canvas");
  const style = getComputedStyle(parentElement.host || parentElement);
  const screen = { ink: style.getPropertyValue("--st-text-color").trim() || SHEET.ink, paper: style.getPropertyValue("--st-background-color").trim() || SHEET.paper };
  // What all is drawn in: the tones of the screen, or of paper while it is printed.
  const tones = { ...screen };
  const key = data.key + tones.ink + tones.paper;
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.style.height = data.height + "px";
  if (box.network) { box.network.destroy(); box.stopPrinting(); }

  const colour = (kind) => tones.ink + (kind === "part" ? "38" : "b0");
  // In a picture of many every relation is a thin veil, the thinner the more there are; those of the chosen node stand out.
  const relations = data.edges.filter((edge) => edge.kind !== "part");
  const veil = relations.length > 500 ? 0.11 : relations.length > 120 ? 0.2 : 0.3;
  const line = (edge, chosen) => {
    const { ink } = tones;
    if (!data.crowded || edge.kind === "part") return { color: { color: colour(edge.kind), highlight: ink, hover: ink } };
    const mine = !!chosen && (edge.from === chosen || edge.to === chosen);
    const opacity = mine ? 1 : chosen ? veil / 2.5 : veil;
    return { width: mine ? 1.5 + edge.width : 1.6, dashes: mine && edge.dashes, color: { color: ink, highlight: ink, hover: ink, opacity } };
  };
  const inked = () => data.nodes.map((node) => data.crowded ? dot(node, tones) : labelled(node, tones));
  const nodes = new vis.DataSet(inked());
  const edges = new vis.DataSet(data.edges.map((edge) => ({
    ...edge, ...line(edge, data.selected),
  })));
  const network = new vis.Network(box, { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    edges: { smooth: false, selectionWidth: 1.5 },
    interaction: { hover: true, hideEdgesOnDrag: data.crowded, tooltipDelay: 150, keyboard: false, zoomSpeed: 0.6,
      selectConnectedEdges: true, navigationButtons: false },
  });
  box.network = window.aimsNetwork = network;
  network.on("beforeDrawing", (brush) => headings(brush, data, tones.ink));
  let chosen = data.selected;
  if (data.crowded) network.on("afterDrawing", (brush) => numbers(brush, data, chosen, network.getScale(), tones.ink, tones.paper));
  network.once("afterDrawing", () => fit(0));

  // Labels and headings reach beyond the nodes that vis-network fits, so leave them room.
  const fit = (duration) => {
    const xs = data.nodes.map((node) => node.x), ys = data.nodes.map((node) => node.y);
    const side = data.crowded || data.nodes[0].below && data.nodes[1]?.below ? 140 : 260;
    const left = Math.min(...xs) - (Math.min(...xs) < 0 || data.crowded ? side : 120), right = Math.max(...xs) + side;
    const top = Math.min(...ys) - (data.crowded ? 170 : 60), bottom = Math.max(...ys) + 80;
    const scale = Math.min(1.15, box.clientWidth / (right - left), box.clientHeight / (bottom - top));
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    network.moveTo({ scale, position, animation: duration ? { duration } : false });
  };
  const show = (id) => {
    if (!data.crowded) return;
    chosen = id;
    edges.update(relations.map((edge) => ({ id: edge.id, ...line(edge, id) })));
  };
  if (data.selected && nodes.get(data.selected)) {
    network.selectNodes([data.selected]);
    show(data.selected);
  }
  // The list below holds a real link for each node: following that one keeps session and history as any link does.
  const open = (id) => {
    const link = [...document.querySelectorAll(".stHtml a[href*='requirement?id=']")].find((a) => new URL(a.href).searchParams.get("id") === id);
    if (link) link.click(); else setTriggerValue("picked", id);
  };
  network.on("click", ({ nodes: [id] }) => {
    if (data.crowded) { show(id ?? null); setTriggerValue("picked", id ?? ""); }
    else if (id) open(id);
  });
  network.on("doubleClick", ({ nodes: [id] }) => { if (id) open(id); });
  network.on("hoverNode", () => { box.style.cursor = "pointer"; });
  network.on("blurNode", () => { box.style.cursor = "grab"; });

  const print = (begins) => {
    const wanted = begins ? SHEET : screen;
    if (wanted.ink === tones.ink && wanted.paper === tones.paper) return;
    Object.assign(tones, wanted);
    nodes.update(inked());
    edges.update(data.edges.map((edge) => ({ id: edge.id, ...line(edge, chosen) })));
    network.redraw();
  };
  // A browser tells that it prints in one way, and that it shows how a print would look in another.
  const media = matchMedia("print"), prints = () => print(true), printed = () => print(false), shown = () => print(media.matches);
  addEventListener("beforeprint", prints); addEventListener("afterprint", printed); media.addEventListener("change", shown);
  box.stopPrinting = () => {
    removeEventListener("beforeprint", prints); removeEventListener("afterprint", printed); media.removeEventListener("change", shown);
  };

  const act = (name, work) => { parentElement.querySelector("." + name).onclick = work; };
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: { duration: 150 } });
  act("fit", () => fit(200));
  act("in", () => zoom(1.3));
  act("out", () => zoom(1 / 1.3));
  act("png", () => {
    const canvas = box.querySelector("canvas"), copy = document.createElement("canvas");
    copy.width = canvas.width; copy.height = canvas.height;
    const brush = copy.getContext("2d");
    brush.fillStyle = tones.paper; brush.fillRect(0, 0, copy.width, copy.height); brush.drawImage(canvas, 0, 0);
    const link = document.createElement("a");
    link.href = copy.toDataURL("image/png"); link.download = data.file + ".png"; link.click();
  });
}
