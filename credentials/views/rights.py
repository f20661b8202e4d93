"""Who opens these pages, and what of their forms no report of an error may show."""

from django.contrib.auth.decorators import permission_required
from django.views.decorators.debug import sensitive_post_parameters

from accounts.models import Right
from credentials.models import KeyKind

manages_keys = permission_required(f"accounts.{Right.MANAGE_KEYS}", raise_exception=True)
hides_the_keys = sensitive_post_parameters(*KeyKind.values)
