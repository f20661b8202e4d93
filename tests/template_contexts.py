"""What `response.context` of Django's test client knows: the contexts of whole templates.

Django also copies the context for each include of them, hundreds of times a page.
"""

import pytest
from django.template.base import Template
from django.template.context import Context
from django.test.signals import template_rendered
from django.utils.safestring import SafeString


def _render(template: Template, context: Context) -> SafeString:
    if context.template is template:  # an include has the context of the template around it
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_whole_templates(django_test_environment) -> None:
    Template._render = _render  # type: ignore[attr-defined]  # where Django puts its own too
