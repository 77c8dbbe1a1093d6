"""Distribution for programs: one router for the end of a year, statements, payments and simulation."""

from ecoop.distribution.api.year_end import router

__all__ = ["router"]
