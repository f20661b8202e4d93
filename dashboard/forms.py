from django.forms.renderers import TemplatesSetting


class BootstrapRenderer(TemplatesSetting):
    """Forms and fields drawn from templates/forms/."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
