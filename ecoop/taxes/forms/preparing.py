"""What a step of preparing returns is told."""

from django import forms


class StepForm(forms.Form):
    """When the run began: households that were refused before it are looked at again."""

    since_at = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])
