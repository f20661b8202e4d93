from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from dashboard.health import healthz, readyz
from dashboard.views import SignIn

handler500 = "dashboard.unreachable.server_error"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("accounts/login/", SignIn.as_view(), name="account_login"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/logout/", login_not_required(account.logout), name="account_logout"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("exports/", include("exports.urls")),
    path("people/", include("activity.urls")),
    path("conversations/", include("conversations.urls")),
    path("", include("credentials.urls")),
    path("audit/", include("accounts.urls")),
    path("status/", include("dashboard.status.urls")),
    path("", include("dashboard.urls")),
]
