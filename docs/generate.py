"""Writes the reference pages from the code: settings, models, tools, commands, API. `--check` fails when one is stale.

`make fix` writes them, `make check` checks them. Refuses to touch pages that people write.
"""

import json
import sys
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import Any, Final

import click
from pydantic_core import PydanticUndefined

DOCS: Final = Path(__file__).resolve().parent
NOTICE: Final = "<!-- Written by `make fix` from {source}. Changes here are lost. -->\n\n"
BOUNDS: Final = {
    "minimum": "at least {}",
    "exclusiveMinimum": "over {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "below {}",
    "minLength": "{} characters or more",
    "maxLength": "up to {} characters",
    "multipleOf": "a multiple of {}",
}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def settings() -> str:
    """Every environment variable."""
    from orchestrator.settings import Settings

    rows = []
    schema = Settings.model_json_schema()
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True, validated_data={})
        if default is PydanticUndefined:
            default = ""
        shown = str(default).replace(str(Path.home()), "~")
        if hasattr(default, "get_secret_value") or default in (None, "", []):
            shown = ""
        kind = _kind(schema["properties"][name], schema.get("$defs", {}))
        rows.append((f"`PENTIMENTO_{name.upper()}`", f"`{shown}`" if shown else "", kind, field.description or ""))
    return (
        "# Settings\n\nAll are environment variables. `pentimento doctor` prints those in force with their source.\n\n"
        + table(("variable", "default", "values", "meaning"), rows)
    )


def _kind(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Type and bounds of one JSON-schema field, in words."""
    if "$ref" in schema:
        return _kind(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return " or ".join(_kind(one, definitions) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("prefixItems"):
        first, *others = schema["prefixItems"]
        return f"list of {len(others) + 1}: {_kind(first, definitions)}"
    if "items" in schema:
        return f"list of {_kind(schema['items'], definitions)}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"table of {_kind(schema['additionalProperties'], definitions)}"
    bounds = [text.format(schema[key]) for key, text in BOUNDS.items() if key in schema]
    return ", ".join([schema.get("type", "any"), *bounds])


MODELS: Final = """\
# model.toml

A model is a folder in `PENTIMENTO_HOME/models`, or in a folder named in `PENTIMENTO_MODELS`, with a `model.toml` in it
that says what it can do. `pentimento doctor` lists the models found, and what is wrong with the others. The least of a
diffusers pipeline:

```
name = "my-painter"
family = "stable-diffusion"
capabilities = ["generate", "edit", "inpaint"]

[defaults]
width = 768
height = 768
```

Fields in **bold** must be there; fields that are not listed here are let be.

"""


def models() -> str:
    """Every field of a model folder's `model.toml`."""
    from tools.manifest import Manifest

    schema = Manifest.model_json_schema()
    tables = {name: schema["$defs"][at] for name, field in schema["properties"].items() if (at := _named(field))}
    parts = [MODELS, _fields(schema, schema["$defs"], but=tables)]
    for name, one in tables.items():
        about = " ".join(one["description"].split())
        parts.append(f"\n## [{name}]\n\n{about}\n\n{_fields(one, schema['$defs'])}")
    return "".join(parts)


def _named(schema: dict[str, Any]) -> str:
    """Which definition a field is, where it is one, or may be left out."""
    ways = [schema, *schema.get("anyOf", ())]
    return next((way["$ref"].rpartition("/")[2] for way in ways if "$ref" in way), "")


def _fields(schema: dict[str, Any], definitions: dict[str, Any], but: Container[str] = ()) -> str:
    needed = schema.get("required", ())
    rows = []
    for name, field in schema["properties"].items():
        if name not in but:
            default = field.get("default")
            shown = "" if default in (None, "") else f"`{json.dumps(default)}`"
            called = f"**`{name}`**" if name in needed else f"`{name}`"
            rows.append((called, _kind(field, definitions), shown, field["description"]))
    return table(("field", "values", "default", "meaning"), rows)


def tools() -> str:
    """Every tool with its inputs and parameters."""
    from tools import catalog

    head = (
        "# Tools\n\nWhat the studio can do to pictures, whoever asks: the language model, the page or the API. "
        "Parameters marked with a dot are those the language model may set.\n"
    )
    parts = [head]
    for spec in catalog.specs().values():
        schema = spec.params.model_json_schema()
        needs = f"a model that can `{spec.capability}`" if spec.capability else "no model"
        inputs = [
            f"`{role.name}` ({role.summary}{'' if role.required else '; may be left out'})" for role in spec.inputs
        ]
        parts.append(
            f"\n## {spec.name} {spec.version}\n\n{spec.summary}\n\n"
            f"Needs {needs}; runs in the `{spec.queue}` queue. Inputs: {'; '.join(inputs) or 'none'}.\n\n"
        )
        rows = []
        for name, field in schema["properties"].items():
            default = field.get("default")
            mark = " •" if field.get("agent") else ""
            kind = _kind(field, schema.get("$defs", {}))
            shown = "" if default in (None, "") else f"`{default}`"
            rows.append((f"`{name}`{mark}", kind, shown, field.get("description", "")))
        parts.append(table(("parameter", "values", "default", "meaning"), rows))
    return "".join(parts)


def command_line() -> str:
    """Every command's help."""
    from orchestrator.cli import main

    parts = ["# Command line\n"]

    def add(command: click.Command, words: str) -> None:
        with click.Context(command, info_name=words, terminal_width=100) as context:
            parts.append(f"\n## {words}\n\n```\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name, one in sorted(command.commands.items()):
                add(one, f"{words} {name}")

    add(main, "pentimento")
    return "".join(parts)


def _sent(what: dict[str, Any], schemas: dict[str, Any]) -> str:
    """The fields that a request carries, the ones it must have in bold."""
    fields = []
    for kind, body in what.get("requestBody", {}).get("content", {}).items():
        schema = body["schema"]
        schema = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        needed = schema.get("required", [])
        names = [f"**`{name}`**" if name in needed else f"`{name}`" for name in schema.get("properties", {})]
        fields.append(("form: " if kind.startswith("multipart") else "") + ", ".join(names))
    asked = [f"`?{one['name']}`" for one in what.get("parameters", []) if one["in"] == "query"]
    return "; ".join([*filter(None, fields), *asked])


API: Final = """\
# JSON API

Send the token as `Authorization: Bearer ...`: it is the one `make serve` prints, kept in `PENTIMENTO_HOME/token`. A
picture from a shell, with [jq](https://jqlang.org):

```
home=${PENTIMENTO_HOME:-~/.local/share/pentimento}
api() { curl -s -H "Authorization: Bearer $(cat $home/token)" -H "Content-Type: application/json" "$@"; }
at=http://127.0.0.1:7878/api/v1
session=$(api $at/sessions -d '{}' | jq -r .id)
turn=$(api $at/sessions/$session/turns -d '{"text": "a red house by a lake at sunset"}' | jq -r .id)
until api $at/turns/$turn | jq -e '.state | IN("done", "failed", "cancelled", "asking")' > /dev/null; do sleep 0.5; done
api $at/turns/$turn | jq .reply
picture=$(api $at/sessions/$session | jq -r '.images[-1].id')
api $at/images/$picture/file > house.png
```

A turn that ends as *asking* has a question. Its answer is a turn of its own that names it, in words, or as one of the
choices offered:

```
api $at/turns/$turn | jq '.plan | .question, .choices'
api $at/sessions/$session/turns -d "{\"text\": \"the left one\", \"answers\": \"$turn\"}" | jq -r .id
```

`GET .../events` tells when something changed instead of asking again and again. Errors are `application/problem+json`;
`code` is for programs, `detail` and a failed job's `message` are English, or Chinese for `Accept-Language: zh`.
An `Idempotency-Key` header makes a request safe to repeat. What every field means, and every answer's shape, stands in
the running studio at `/api/docs`, for programs at `/api/v1/openapi.json`; fields in **bold** must be there.

"""


def api() -> str:
    """How to begin, and every route of the JSON API."""
    import web.app  # noqa: F401 (the routes register themselves when it is imported)
    from web.api.openapi import document

    schemas = document()["components"]["schemas"]
    rows = [
        (f"`{method.upper()} {path}`", what["summary"], _sent(what, schemas), ", ".join(sorted(what["responses"])))
        for path, methods in document()["paths"].items()
        for method, what in methods.items()
    ]
    return API + table(("route", "does", "takes", "answers"), rows)


def bundle() -> str:
    """The JSON schema of what a carried session holds."""
    from orchestrator.carry.bundle import schema

    return schema()


PAGES: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "settings.md": ("orchestrator/settings.py", settings),
    "models.md": ("tools/manifest.py", models),
    "tools.md": ("tools/*/spec.py", tools),
    "cli.md": ("orchestrator/cli", command_line),
    "api.md": ("web/api", api),
    "bundle.schema.json": ("", bundle),
}


def main() -> int:
    """Write the pages, or with `--check` say which are stale; 1 when one is."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, (source, page) in PAGES.items():
        text = (NOTICE.format(source=source) if source else "") + page()  # JSON has no comments
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)}; `make fix` writes them anew")
        return 1
    print(f"documents: {'up to date' if not stale else 'wrote ' + ', '.join(stale)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
