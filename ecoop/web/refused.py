"""What a page does with a form whose wish may be refused."""

from collections.abc import Callable
from typing import Any

from django import forms

from ecoop.kernel.refusals import Refusal


def done(form: forms.BaseForm, *, do: Callable[[], Any]) -> bool:
    """Do something; where it is refused, say so in the form."""
    try:
        do()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
