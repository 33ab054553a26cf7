"""The questions of a survey: every filter and order of every list, taken from the OpenAPI document.

Values of filters come from the data: the one with the most rows, the one with the fewest, and both together.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

from .vocabulary import TERMS

REPOSITORY = Path(__file__).resolve().parents[2]
TEXTS = {term.name: term.text for term in TERMS}
COMMON, RARE = TEXTS["2 characters, common"], TEXTS["2 characters, rare"]
FORM = ("sort", "limit", "cursor")
# Largest number of values of a filter whose rows are counted.
CANDIDATES = 16

Get = Callable[[str], dict]


@dataclass(frozen=True)
class Parameter:
    """A query parameter of a list."""

    name: str
    examples: tuple[str, ...]
    is_required: bool
    takes_several: bool


@dataclass(frozen=True)
class Listing:
    """A list with its parameters."""

    path: str
    filters: tuple[Parameter, ...]
    orders: tuple[str, ...]


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Returns a path with a query."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def listings() -> Iterator[Listing]:
    """The lists of the OpenAPI document: the paths that also have a CSV."""
    document = json.loads((REPOSITORY / "openapi" / "openapi.json").read_text(encoding="utf-8"))

    def resolved(value: dict) -> dict:
        while "$ref" in value:
            found = document
            for key in value["$ref"].removeprefix("#/").split("/"):
                found = found[key]
            value = found
        return value

    for path, item in document["paths"].items():
        if "{" in path or f"{path}.csv" not in document["paths"]:
            continue
        filters, orders = [], ()
        for parameter in map(resolved, item["get"]["parameters"]):
            schema = resolved(parameter["schema"])
            if parameter["name"] == "sort":
                orders = tuple(schema["enum"])
            if parameter["name"] in FORM:
                continue
            choices = resolved(schema.get("items", schema)).get("enum", [])
            if schema.get("type") == "boolean":
                choices = ["true", "false"]
            example = parameter.get("x-example", [])
            examples = [*choices, *(example if isinstance(example, list) else [example])]
            filters.append(Parameter(parameter["name"], tuple(map(str, examples)), parameter.get("required", False),
                                     schema.get("type") == "array"))
        yield Listing(path, tuple(filters), orders)


def texts(value: object) -> list[str]:
    """Returns a value of a row, or the values of a list in it, as texts."""
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if one not in (None, "")]


class Values:
    """Finds values of filters in the data."""

    def __init__(self, get: Get) -> None:
        self.get = get
        self.rows: dict[str, list[dict]] = {}

    def of_list(self, path: str) -> list[dict]:
        """Some rows of a list: the first, which are the bundled ones, and the last, which are invented."""
        if path not in self.rows:
            pages = [self.get(f"{path}?limit=20&sort={order}") for order in ("id", "-id")]
            self.rows[path] = [row for page in pages for row in page.get("results", [])]
        return self.rows[path]

    def candidates(self, listing: Listing, parameter: Parameter) -> list[str]:
        """Values that a filter may have, in a stable order."""
        name = parameter.name
        if name == "q":
            return [COMMON, RARE]
        found = list(parameter.examples)
        if name == "department":
            found += [row["name"] for row in self.of_list("/v1/departments")]
        elif name in ("sdg", "tag"):
            column = {"sdg": "sdg_targets", "tag": "tags"}[name]
            found += [text for row in self.of_list("/v1/measures") for text in texts(row.get(column))]
        elif name.endswith("_id") and name != "subject_id":
            found += [row["id"] for row in self.of_list(f"/v1/{name.removesuffix('_id')}s")]
        elif listing.path != "/v1/search":
            found += [text for row in self.of_list(listing.path) for text in texts(row.get(name))]
        distinct = list(dict.fromkeys(found))
        # The last ones are of another government than the first.
        return distinct if len(distinct) <= CANDIDATES else distinct[: CANDIDATES // 2] + distinct[-CANDIDATES // 2:]

    def chosen(self, listing: Listing, parameter: Parameter) -> dict[str, str]:
        """The value with the most rows, the one with the fewest, and both together: `common`, `rare`, `several`."""
        required = [(other.name, COMMON) for other in listing.filters
                    if other.is_required and other.name != parameter.name]
        counted = []
        for value in self.candidates(listing, parameter):
            page = self.get(address(listing.path, [*required, (parameter.name, value), ("limit", "1")]))
            total = page.get("metadata", {}).get("resultset", {}).get("total", 0)
            if total:
                counted.append((total, value))
        if not counted:
            return {"absent": value for value in self.candidates(listing, parameter)[:1]}
        common, rare = max(counted)[1], min(counted)[1]
        if common == rare:
            return {"common": common}
        return {"common": common, "rare": rare} | ({"several": f"{common},{rare}"} if parameter.takes_several else {})


def questions(get: Get, pairs: int, seed: int) -> list[str]:
    """Returns the paths to ask: every list, every filter with each value in every order, and a sample of pairs."""
    values, found = Values(get), []
    for listing in listings():
        chosen = {parameter.name: values.chosen(listing, parameter) for parameter in listing.filters}
        required = [(parameter.name, chosen[parameter.name].get("common", ""))
                    for parameter in listing.filters if parameter.is_required]
        single = [[]] + [[(name, value)] for name, own in chosen.items() for value in own.values()]
        double = [[(one, first), (other, second)] for one, other in combinations(chosen, 2)
                  for first in chosen[one].values() for second in chosen[other].values()]
        chance = random.Random(f"{seed} {listing.path}")
        sample = chance.sample(double, min(pairs, len(double)))
        asked = [(filters, order) for filters in single for order in listing.orders]
        asked += [(filters, chance.choice(listing.orders)) for filters in sample]
        for filters, order in asked:
            names = [name for name, _ in filters]
            own = [pair for pair in required if pair[0] not in names] + filters
            found.append(address(listing.path, [*own, ("sort", order)]))
    return list(dict.fromkeys(found))
