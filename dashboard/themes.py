"""Light, dark, or as the system has it: a cookie that the server reads, so nothing flashes."""

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse

COOKIE = "threadkeep_theme"
YEAR = 365 * 86_400


class Theme(TextChoices):
    AUTO = "auto", "Theme of the system"
    LIGHT = "light", "Light theme"
    DARK = "dark", "Dark theme"

    @property
    def icon(self) -> str:
        return {"auto": "computer-desktop", "light": "sun", "dark": "moon"}[self.value]


def chosen_theme(request: HttpRequest) -> Theme:
    return theme_of(request.COOKIES.get(COOKIE))


def theme_of(value: str | None) -> Theme:
    return Theme(value) if value in Theme.values else Theme.AUTO


def remember_theme(response: HttpResponse, theme: Theme, *, secure: bool) -> None:
    response.set_cookie(COOKIE, theme, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
