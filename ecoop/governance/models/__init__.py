"""The tables of governance."""

from ecoop.governance.models.bodies import (
    Absence,
    Course,
    CourseStep,
    FamilyTie,
    FamilyTieEnd,
    Holder,
    Post,
    PostEnd,
)

__all__ = [
    "Absence",
    "Course",
    "CourseStep",
    "FamilyTie",
    "FamilyTieEnd",
    "Holder",
    "Post",
    "PostEnd",
]
