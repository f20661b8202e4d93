from importlib.util import find_spec

from allauth.account import views as account
from django.urls import include, path

from dashboard.health import healthz
from dashboard.views import SignIn

ROOMS = {"exports/": "exports.urls", "sites/": "credentials.urls", "audit/": "accounts.urls"}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    *[path(prefix, include(room)) for prefix, room in ROOMS.items() if find_spec(room)],
    path("", include("dashboard.urls")),
]
