"""Accepts the one documented failure: a cursor that the service did not issue.

A cursor is opaque. Generated ones match its pattern, and are refused with 400 and the code `invalid_cursor`.
"""

import json

import schemathesis
from schemathesis.openapi.checks import RejectedPositiveData


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Returns whether the failure counts."""
    if not isinstance(failure, RejectedPositiveData) or response.status_code != 400 or "cursor" not in (case.query or {}):
        return True
    return json.loads(response.content).get("code") != "invalid_cursor"
