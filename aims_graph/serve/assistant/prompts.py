"""The questions people ask most, written out: which tools to call with what, and how to say what comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aims_graph.errors import AimsError

_HOW = (
    "Say only what the tools return, in plain words. Cite framework and number of every requirement, and file and line of every row you rest on."
    " Say what is not known or only derived as such, and follow next_cursor until you have what the question needs."
)


@dataclass(frozen=True)
class Prompt:
    """A question: its arguments, each with what it stands for, and the text in which they stand in braces."""

    title: str
    arguments: Mapping[str, str]
    text: str

    def filled(self, name: str, given: Mapping[str, str]) -> str:
        """Return the text with the arguments put in.

        Raises:
            AimsError: if one is missing, empty or unknown.
        """
        wrong = [f"'{a}' is missing" for a in self.arguments if not given.get(a, "").strip()]
        wrong += [f"there is no '{a}'" for a in given if a not in self.arguments]
        if wrong:
            raise AimsError(f"{name}: {'; '.join(wrong)}.", f"It takes {', '.join(self.arguments)}.")
        # In one go: what stands in braces in an argument stays as it is.
        text = re.sub(r"\{(\w+)\}", lambda m: " ".join(given[m[1]].split()), self.text)
        return f"{text}\n\n{_HOW}"


PROMPTS: dict[str, Prompt] = {
    "what-answers": Prompt(
        "What answers a requirement in the other frameworks?",
        {"requirement": "framework and number, or some words of the title"},
        "What answers {requirement} in the other frameworks? Find its id with the tool search if that is not a number, look at it with show, then"
        " call map. Say for each framework what meets it, in full or in part, what each side has beyond the other, and where there is no counterpart.",
    ),
    "what-remains": Prompt(
        "What remains to be done if we hold others?",
        {"held": "frameworks or controls that are held, with commas", "towards": "the framework that is wanted"},
        "We hold {held}. What remains to be done towards {towards}? Call given for the counts, then gap for what is left. Say how many are certainly"
        " met in full, how many may be at most, and go through what is left, with what remains in words and the evidence an auditor asks for.",
    ),
    "what-binds": Prompt(
        "What binds us, and from when?",
        {
            "role": "provider, deployer, importer …",
            "system": "the kind of system, in words of the law",
            "day": "the day, as 2027-12-02",
        },
        "We are {role} of {system}. What binds us on {day}? Call binds. Put its open questions to me, those first on which most provisions hang,"
        " and call it again with my answers in is_true and is_false. Then say what binds, from when, and what it costs at most (tool fines). End with"
        " the notes: this is no legal advice.",
    ),
    "implement-once": Prompt(
        "What do we implement once for several frameworks?",
        {"frameworks": "the frameworks, with commas, the leading one first"},
        "We must satisfy {frameworks}. What do we implement once for all of them? Call controls, then groups for the processes a team sets up. Say"
        " which controls serve several frameworks, what each member adds beyond its anchor, and which evidence serves all.",
    ),
    "why-related": Prompt(
        "Why are two requirements related, and how sure is that?",
        {"first": "the one requirement, framework and number", "second": "the other"},
        "How are {first} and {second} related, why, and how sure is that? Call explain. Go through the argument step by step with the row of each"
        " step; if nothing is known, say so, and show with map what each of them has instead.",
    ),
}
