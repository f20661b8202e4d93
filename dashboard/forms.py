"""Forms and fields drawn from templates/forms/, with Bootstrap's classes on the widgets."""

from typing import Any

from allauth.account.forms import LoginForm
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

CLASSES: tuple[tuple[type[Widget], str], ...] = (
    (CheckboxInput, ""),
    (CheckboxSelectMultiple, "choices"),
    (RadioSelect, "choices"),
    (Select, "form-select"),
    (Widget, "form-control"),
)


class StyledField(BoundField):
    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        look = next(css for kind, css in CLASSES if isinstance(widget, kind))
        classes = f"{widget.attrs.get('class', '')} {look}".strip()
        if classes:
            attrs["class"] = classes
        if widget.attrs.get("placeholder") == self.label:
            attrs["placeholder"] = False  # repeats the label, and looks like an answer
        return attrs

    @property
    def is_tick(self) -> bool:
        """One box to tick: its label stands beside it."""
        return isinstance(self.field.widget, CheckboxInput)


class BootstrapRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = StyledField


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["login"]
        name.label = "Username or e-mail address"
        name.widget.attrs.update(placeholder=False, autofocus=True, autocomplete="username")
        self.fields["remember"].label = "Keep me signed in"
