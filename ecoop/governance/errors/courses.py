"""What guided courses refuse."""

from django.utils.translation import gettext_lazy as _

from ecoop.kernel.refusals import Refusal


class CourseIsOpen(Refusal):
    """The same course is under way."""

    code = "governance.course-is-open"
    said = _("This course is under way since {day}: {course}.")
    remedy = _("Go on with that one, or write down that it was withdrawn.")


class CourseNeedsResolution(Refusal):
    """A dissolution begins with a resolution of the general meeting that is carried out."""

    code = "governance.course-needs-resolution"
    said = _("A dissolution begins with a resolution of the general meeting.")
    remedy = _("Let the meeting decide with the special majority, and carry that resolution out.")


class CourseUnfounded(Refusal):
    """It is not said on which decision a course rests."""

    code = "governance.course-unfounded"
    said = _("It is not said on which decision this rests.")
    remedy = _("Enter the number and day of the decision.")


class CourseUnknown(Refusal):
    """There is no such course."""

    code = "governance.course-unknown"
    said = _("There is no such course.")
    remedy = _("Choose one from the list.")


class CourseIsOver(Refusal):
    """The course has come to its end."""

    code = "governance.course-is-over"
    said = _("This course ended on {day}.")
    remedy = _("What is written stays; a new course begins with a new decision.")


class StepUnknown(Refusal):
    """The course has no such step."""

    code = "governance.step-unknown"
    said = _("This course has no such step.")
    remedy = _("Choose one of its steps.")


class StepTooEarly(Refusal):
    """A step is written down before the one it follows."""

    code = "governance.step-too-early"
    said = _("“{step}” cannot be done on {day}: “{before}” comes first.")
    remedy = _("Write down the step before it first, and a day that is not before it.")


class StepNotYet(Refusal):
    """A step is written down for a day that has not come."""

    code = "governance.step-not-yet"
    said = _("{day} has not come yet.")
    remedy = _("Write the step down when it is done.")
