// A SPARQL editor as a Streamlit component: colours, completion of prefixes, terms and named queries, Ctrl+Enter, a mark at the error.
import { autocompletion, completionKeymap, closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LIGHT = { keyword: "#5B21A6", variable: "#0B5C61", string: "#8A3B00", comment: "#5A5A66", name: "#1A4E9E", number: "#8A3B00" };
const DARK = { keyword: "#C9B6FF", variable: "#7FDBD6", string: "#F5B183", comment: "#A9ABB8", name: "#9CC4FF", number: "#F5B183" };

const colours = (c) => HighlightStyle.define([
  { tag: tags.keyword, color: c.keyword, fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: c.variable },
  { tag: [tags.string, tags.regexp], color: c.string },
  { tag: tags.number, color: c.number },
  { tag: tags.comment, color: c.comment, fontStyle: "italic" },
  { tag: [tags.atom, tags.meta, tags.tagName, tags.standard(tags.name), tags.propertyName, tags.definition(tags.name)], color: c.name },
]);

const KEYWORDS = ("SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS ORDER BY DESC ASC GROUP HAVING LIMIT OFFSET "
  + "CONSTRUCT ASK DESCRIBE PREFIX COUNT SUM MIN MAX AVG GROUP_CONCAT REGEX CONTAINS LANG STR IF COALESCE NOT EXISTS IN").split(" ");

function complete(data) {
  return (context) => {
    const word = context.matchBefore(/[\w:.-]+/);
    if (!word && !context.explicit) return null;
    return {
      from: word ? word.from : context.pos,
      validFor: /^[\w:.-]*$/,
      options: [
        ...data.terms.map(({ label, detail }) => ({ label, detail, type: "property" })),
        ...data.prefixes.map(({ label, detail }) => ({ label, detail, type: "namespace" })),
        ...data.queries.map(({ label, detail, text }) => ({ label, detail, type: "function",
          apply: (view) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }) })),
        ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
      ],
    };
  };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".editor");
  const style = getComputedStyle(parentElement.host || parentElement);
  const paper = style.getPropertyValue("--st-background-color").trim() || "#fff";
  const dark = parseInt(paper.slice(1, 3), 16) < 128;

  if (box.view && box.dataset.paper !== paper) { box.kept = box.view.state.doc.toString(); box.view.destroy(); box.view = null; }
  if (!box.view) {
    box.dataset.paper = paper;
    const run = (view) => { setTriggerValue("run", view.state.doc.toString()); return true; };
    box.view = new EditorView({
      root: parentElement.getRootNode(),
      parent: box,
      state: EditorState.create({
        doc: box.kept ?? data.text,
        extensions: [
          // Tab leaves the editor, so that the keyboard is never caught in it.
          Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
          lineNumbers(), history(), bracketMatching(), closeBrackets(), lintGutter(),
          StreamLanguage.define(sparql), syntaxHighlighting(colours(dark ? DARK : LIGHT)),
          autocompletion({ override: [complete(data)] }),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ "aria-label": "SPARQL query; Ctrl+Enter runs it" }),
          EditorView.lineWrapping,
          EditorView.theme({
            "&": { fontSize: "14px", color: "var(--st-text-color)", backgroundColor: "var(--st-background-color)" },
            ".cm-content": { fontFamily: "var(--st-code-font, monospace)", caretColor: "var(--st-text-color)", minHeight: "13rem" },
            ".cm-gutters": { backgroundColor: "var(--st-secondary-background-color)", color: dark ? "#B9BBC8" : "#55555F", border: "none" },
            ".cm-tooltip": { backgroundColor: "var(--st-background-color)", color: "var(--st-text-color)", border: "1px solid var(--st-border-color)" },
            ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--st-primary-color)", color: dark ? "#000" : "#fff" },
            "&.cm-focused": { outline: "2px solid var(--st-primary-color)" },
            ".cm-cursor": { borderLeftColor: "var(--st-text-color)" },
          }, { dark }),
        ],
      }),
    });
    parentElement.querySelector(".run").onclick = () => run(box.view);
  } else if (box.dataset.given !== data.text && box.view.state.doc.toString() !== data.text) {
    box.view.dispatch({ changes: { from: 0, to: box.view.state.doc.length, insert: data.text } });
  }
  box.dataset.given = data.text;

  const marks = [];
  if (data.error && data.error.line <= box.view.state.doc.lines) {
    const line = box.view.state.doc.line(data.error.line);
    const from = Math.min(line.from + Math.max(data.error.column - 1, 0), line.to);
    marks.push({ from, to: Math.max(from, Math.min(from + 1, line.to)), severity: "error", message: data.error.message });
  }
  box.view.dispatch(setDiagnostics(box.view.state, marks));
}
