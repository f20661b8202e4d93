"""The form behind “Watch”: how often, and until when."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

INTERVALS = {
    "15": "every 15 minutes",
    "60": "every hour",
    "360": "every 6 hours",
    "1440": "once a day",
}
USUAL_DAYS = 7
LAST_YEAR = 9000  # near the end of Python's calendar there may be no next day


class WatchForm(forms.Form):
    minutes = forms.ChoiceField(label="Look", choices=list(INTERVALS.items()), initial="60")
    last_day = forms.DateField(
        label="Last day",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose the last day.", "invalid": "Choose the last day."},
    )

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        self.zone = ZoneInfo(zone)
        today = timezone.now().astimezone(self.zone).date()
        kwargs.setdefault("initial", {"last_day": today + timedelta(days=USUAL_DAYS)})
        super().__init__(*args, **kwargs)

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day.year > LAST_YEAR:
            raise forms.ValidationError("Choose a day at most 90 days ahead.")
        return day

    @property
    def every(self) -> timedelta:
        """Once the form is valid."""
        return timedelta(minutes=int(self.cleaned_data["minutes"]))

    @property
    def until(self) -> datetime:
        """The end of the last day in the site's zone; once the form is valid."""
        day = self.cleaned_data["last_day"] + timedelta(days=1)
        return datetime.combine(day, time(), self.zone)
