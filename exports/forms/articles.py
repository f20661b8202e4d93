"""The form behind “New export” by article: what each pasted line names, and what will be asked."""

from collections import Counter
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from accounts.models import User
from credentials.models import Site
from exports.by_article.order import Article, ArticleOrder
from exports.forms import article_lines
from exports.forms.article_lines import Line, TooMany
from exports.forms.sites import OrderForm, sites_to_start_with, typed_in

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
    field_order = ("site", "articles", "count", "label", "case_number")

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
        return data

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

    def order(self) -> ArticleOrder:
        data = self.cleaned_data
        return ArticleOrder.of(
            self.found,
            count=data["count"],
            label=data["label"],
            case_number=data["case_number"],
        )


def draft_from(person: User, address: QueryDict) -> dict[str, Any]:
    """What the form starts with: the address, else the sites used last."""
    chosen = sites_to_start_with(person, address)
    draft = typed_in(address, "articles", "count", "label", "case_number")
    return draft | {"site": [site.pk for site in chosen]}
