from django.urls import URLPattern, path
from django.views.generic import RedirectView

from credentials.views import connections, sites, tenants

app_name = "credentials"


def of_each(noun: str) -> list[URLPattern]:
    """What is done alike to sites and tenants: `noun` belongs to the address."""
    room, which = f"{noun}s/", {"noun": noun}
    one = f"{room}<int:pk>/"
    key = f"{one}keys/<str:kind>/"
    return [
        path(room, RedirectView.as_view(pattern_name="credentials:connections")),
        path(key, connections.replace_key, which, name="replace_key"),
        path(f"{key}test/", connections.test_key, which, name="test_key"),
        path(f"{key}remove/", connections.remove_key, which, name="remove_key"),
        path(f"{one}activate/", connections.activate, which, name="activate"),
        path(f"{one}deactivate/", connections.deactivate, which, name="deactivate"),
        path(f"{one}delete/", connections.delete, which, name="delete"),
    ]


urlpatterns = [
    path("connections/", connections.connections, name="connections"),
    path("sites/new/", sites.new, name="new_site"),
    path("sites/try-rule/", sites.try_rule, name="try_rule"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("tenants/new/", tenants.new, name="new_tenant"),
    path("tenants/<int:pk>/", tenants.tenant, name="tenant"),
    *of_each("site"),
    *of_each("tenant"),
]
