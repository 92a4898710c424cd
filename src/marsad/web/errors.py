"""One shape for every error of the API: `{"error": {"code", "message", "field"?}}`."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

_CODES = {400: "bad_request", 401: "not_signed_in", 403: "forbidden", 404: "not_found", 405: "method", 409: "conflict",
          413: "too_large", 415: "media_type", 422: "invalid", 429: "too_many"}  # fmt: skip


class ErrorDetail(BaseModel):
    """What went wrong: a stable code, a sentence with the next step, and the field it is about."""

    code: str
    message: str
    field: str | None = None


class ErrorBody(BaseModel):
    """Every answer with a status of 400 or more."""

    error: ErrorDetail


def error_response(
    status: int, message: str, field: str | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """An answer in the shape of `ErrorBody`."""
    detail = ErrorDetail(code=_CODES.get(status, "error"), message=message, field=field)
    body = ErrorBody(error=detail).model_dump(exclude_none=True)
    return JSONResponse(body, status_code=status, headers=headers)


def add_error_handlers(app: FastAPI) -> None:
    """Makes every error of the application answer in this shape."""

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers) if error.headers else None
        return error_response(error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
        return error_response(422, f"{where or 'body'}: {first['msg']}", where or None)
