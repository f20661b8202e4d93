"""The form behind “New export” by article: what each pasted line names, and what will be asked."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from accounts.models import User
from credentials.models import Site
from exports.by_article.order import Article, ArticleOrder, ArticlesOrder
from exports.by_conversation.order import ConversationOrder
from exports.forms import article_lines, article_ways
from exports.forms.article_lines import Line, TooMany
from exports.forms.article_ways import WHOLE_ONLY, Way, WayChoice
from exports.forms.sites import OrderForm, sites_to_start_with, typed_in
from providers.openweb import generations as openweb

LONGEST_TEXT = 200_000
MOST_COMMENTS = 1_000_000
TOO_LONG = "This is more text than one export takes. Paste the rest into another one."
WRONG_COUNT = f"Enter a whole number from 1 to {MOST_COMMENTS:,}, or leave it empty."


class ArticlesForm(OrderForm):
    articles = forms.CharField(
        label="Ids or addresses, one a line",
        # As max_length, the browser would cut what is pasted there, unseen, and articles with it.
        validators=[MaxLengthValidator(LONGEST_TEXT, TOO_LONG)],
        strip=False,  # lines are counted as they stand in the field
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Enter at least one article."},
        help_text=(
            "An id is the data-post-id in the source of the article's page. A conversation's or a "
            "message's id will do, too, and so will an address that fits the site's rule."
        ),
    )
    way = forms.ChoiceField(label="How to fetch", choices=Way.choices, required=False)
    count = forms.IntegerField(
        label="Only the oldest … comments of each",
        required=False,
        min_value=1,
        max_value=MOST_COMMENTS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WRONG_COUNT),
        help_text=(
            "Leave empty for all. OpenWeb gives the oldest comments, not the newest, and may count "
            "edits and deletions as well, so fewer can come. Such an export cannot be updated."
        ),
    )
    field_order = ("site", "articles", "way", "count", "label", "case_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: list[Line] = []

    def clean_articles(self) -> str:
        text: str = self.cleaned_data["articles"]
        if not text.strip():
            raise forms.ValidationError(self.fields["articles"].error_messages["required"])
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"site", "articles"} <= data.keys():
            self._read(data["articles"], list(data["site"]))
        if {"site", "way"} <= data.keys():
            self._choose_way(list(data["site"]))
        return data

    def _choose_way(self, sites: list[Site]) -> None:
        """Without a choice, which may not have been shown, it is the one that fits the sites."""
        way = Way(self.cleaned_data["way"] or article_ways.way_for(sites))
        self.cleaned_data["way"] = way
        if self.way_choices and (trouble := article_ways.why_not(way, sites)):
            self.add_error("way", trouble)
        elif way is Way.FILES and self.cleaned_data.get("count"):
            self.add_error("count", WHOLE_ONLY)

    @cached_property
    def way_choices(self) -> list[WayChoice]:
        """Empty where there is nothing to choose."""
        ticked = [each.site for each in self.site_choices if each.ticked]
        if not ticked and not any(site.api.by_conversation for site in self.startable):
            return []
        return article_ways.choices(ticked, str(self["way"].value() or ""))

    def _read(self, text: str, sites: list[Site]) -> None:
        try:
            self.lines = article_lines.read(article_lines.split(text), sites)
        except TooMany as error:
            self.add_error("articles", str(error))
        if wrong := article_lines.wrong_in_words(self.lines):
            self.add_error("articles", f"{wrong} What is wrong stands with each.")

    @property
    def found(self) -> list[Article]:
        return article_lines.found_in(self.lines)

    @property
    def found_at(self) -> list[tuple[Site, int]]:
        """How many articles at which site."""
        return list(Counter(article.site for article in self.found).items())

    @property
    def sent(self) -> Mapping[str, str | int]:
        """What will be sent for the first article's files, without the key."""
        first = self.found[0]
        return first.site.api.sent(
            openweb.Asked(
                first.site.spot_id,
                post_id=first.post_id,
                rows_per_file=first.site.limits.rows_per_file,
            )
        )

    def order(self) -> ArticlesOrder:
        data = self.cleaned_data
        told = {name: data[name] for name in ("label", "case_number")}
        if data["way"] is Way.FILES:
            return ConversationOrder.of(self.found, **told)
        return ArticleOrder.of(self.found, count=data["count"], **told)


def draft_from(person: User, address: QueryDict) -> dict[str, Any]:
    """What the form starts with: the address, else the sites used last."""
    chosen = sites_to_start_with(person, address)
    draft = typed_in(address, "articles", "way", "count", "label", "case_number")
    return draft | {"site": [site.pk for site in chosen]}
