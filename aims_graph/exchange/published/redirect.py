"""The ``.htaccess`` that goes to w3id.org (github.com/perma-id/w3id.org, folder aims-graph): where each name of ours leads, by what is asked for.

Who asks for Turtle, JSON-LD or RDF/XML gets the file that says something of the name; everybody else, a browser too, the page, at the name's anchor.
What stands first in the Accept line wins, else the first of these forms that stands in it; weights (``q=``) are not compared, for Apache cannot.
The fragment of a name never reaches a server: a browser keeps it over the redirect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from aims_graph.errors import AimsError
from aims_graph.exchange.published.places import EDITIONS, ONTOLOGY, WORKSPACE

#: How a file ends -> its media type, in the order in which they are looked for.
FORMS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
#: Versions of the ontology stand before its name.
_VERSION = r"(?:\d[\w.-]*/)?"


def htaccess(at: str, frameworks: Iterable[str], modules: Iterable[str]) -> str:
    """Return the rules.

    Args:
        at: where the site lies: an address that ends in /.
        frameworks: the first steps of frameworks' names.
        modules: what follows ``ontology/`` in the names of the ontology's own files.

    Raises:
        AimsError: if ``at`` is no such address.
    """
    if not re.fullmatch(r"https?://[^\s\"'<>$%#?]+/", at):
        raise AimsError(f"'{at}' is no place of a site.", "Give an address that begins with https:// and ends in /.")
    lines = [
        "# Where the names of aims-graph lead. Written by aims-graph export --docs; the site lies at",
        f"# {at}",
        "Options -MultiViews",
        "RewriteEngine on",
        "<IfModule mod_headers.c>",
        "Header always merge Vary Accept",
        "</IfModule>",
        "",
        "RewriteRule ^ - [E=FORM:html]",
    ]
    for form, media in reversed(FORMS.items()):
        lines += [f"RewriteCond %{{HTTP_ACCEPT}} {re.escape(media)} [NC]", f"RewriteRule ^ - [E=FORM:{form}]"]
    for form, media in {
        "html": r"(?:text/html|application/xhtml\+xml)",
        **{f: re.escape(m) for f, m in FORMS.items()},
    }.items():
        lines += [f"RewriteCond %{{HTTP_ACCEPT}} ^\\s*{media} [NC]", f"RewriteRule ^ - [E=FORM:{form}]"]
    named, own = "|".join(map(re.escape, sorted(frameworks))), "|".join(map(re.escape, sorted(modules)))
    lines += ["", f"RewriteRule ^$ {at}index.html [R=303,L]"]
    lines += _rule(at, rf"^{_VERSION}({ONTOLOGY}|{WORKSPACE})$", "$1")
    # What an export of the content as an ontology is called: no file of the site, but the ontology says what it is made of.
    lines += [f"RewriteRule ^{ONTOLOGY}/with/ {at}{ONTOLOGY}.html [R=303,L]"]
    if own:
        lines += _rule(at, rf"^{_VERSION}{ONTOLOGY}/({own})$", f"{ONTOLOGY}/$1", page=ONTOLOGY)
    if named:
        lines += _rule(at, rf"^({named})/$", "$1")
        lines += _rule(at, rf"^({named})/(.+)$", "$1", anchor="$2")
    lines += _rule(at, r"^edition/(.+)$", EDITIONS, anchor="$1")
    lines += _rule(at, r"^mapping/([^/]+)$", "mapping/$1")
    lines += _rule(at, r"^mapping/([^/]+)/(.+)$", "mapping/$1", anchor="$2")
    lines += [f"RewriteRule ^file/(.+)$ {at}file/$1 [R=303,L]"]
    return "\n".join(lines) + "\n"


def _rule(at: str, names: str, file: str, page: str = "", anchor: str = "") -> list[str]:
    """Return the rules for the names that a pattern says: to their page at an anchor, or to the file in the form asked for."""
    end = f"#{anchor}" if anchor else ""
    return [
        "RewriteCond %{ENV:FORM} =html",
        f"RewriteRule {names} {at}{page or file}.html{end} [R=303,NE,L]",
        f"RewriteRule {names} {at}{file}.%{{ENV:FORM}} [R=303,L]",
    ]
