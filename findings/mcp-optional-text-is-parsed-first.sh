#!/usr/bin/env bash
# Package: mcp 2.3.0 (the official Python SDK of the Model Context Protocol)
#
# One would guess: an argument "note" that may be left out takes the same texts as one that must be given. The tool's schema says "string"
# for the one and "string or null" for the other, and both texts below are strings.
# What happens: a text for `str | None` is tried as JSON first. "[6.1]" becomes a list and is refused ("Input should be a valid string"),
# so is '{"clause": 6}'; "null" becomes None, in silence. For plain `str` all of them arrive as sent; "[see 6.1]" does in both.
# Why it matters: notes, quotes and search words are the optional arguments of an assistant's tools. A note that is a footnote mark or a
# snippet of JSON ends the call with an error that contradicts the published schema, and the word "null" is taken for no answer.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile mcp==2.3.0

cat > probe.py <<'PY'
import asyncio
import logging
from importlib.metadata import version
import mcp
from mcp.server import MCPServer

server = MCPServer("probe")


@server.tool()
def plain(note: str) -> str:
    return repr(note)


@server.tool()
def optional(note: str | None = None) -> str:
    return repr(note)


async def main() -> None:
    print("mcp", version("mcp"))
    async with mcp.Client(server) as client:
        for tool in (await client.list_tools()).tools:
            schema = tool.input_schema["properties"]["note"]
            print(tool.name, schema.get("type") or " or ".join(part["type"] for part in schema["anyOf"]))
        for note in ("[see 6.1]", "[6.1]", '{"clause": 6}', "null"):
            for name in ("plain", "optional"):
                answer = await client.call_tool(name, {"note": note})
                said = answer.content[0].text
                print(f"{note} to {name}:", "refused, valid string wanted" if answer.is_error and "valid string" in said else said)


logging.disable(logging.CRITICAL)  # the server logs what it refuses
asyncio.run(main())
PY
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
mcp 2.3.0
plain string
optional string or null
[see 6.1] to plain: '[see 6.1]'
[see 6.1] to optional: '[see 6.1]'
[6.1] to plain: '[6.1]'
[6.1] to optional: refused, valid string wanted
{"clause": 6} to plain: '{"clause": 6}'
{"clause": 6} to optional: refused, valid string wanted
null to plain: 'null'
null to optional: None
EXPECTED
echo "as recorded: an optional text is read as JSON"
