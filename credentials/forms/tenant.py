"""A tenant at onQ."""

from typing import ClassVar

from django import forms

from accounts.models import User
from credentials.form_fields import TECHNICAL, readable
from credentials.forms.addresses import AddressField, ConversationUrlField, TenantUrlField
from credentials.forms.connection import ConnectionForm
from credentials.forms.key import FirstKeysForm
from credentials.models import Connection, Tenant
from credentials.services import TenantDetails, save_tenant
from providers.onq.paging import PageMeaning

PAGE_MEANINGS = [
    ("", "Find it out when conversations are read"),
    (PageMeaning.PAGE_NUMBER.value, "Pages: 1, 2, 3"),
    (PageMeaning.START_POSITION.value, "Conversations: the place of a page's first one"),
]


class TenantForm(ConnectionForm):
    """What a tenant is, what its tokens say, and who may see it."""

    kind: ClassVar[type[Connection]] = Tenant
    details_kind = TenantDetails
    connection: Tenant | None
    field_order = ("name", "audience", "key_id", "issuer", "subject", "zone")

    audience = TenantUrlField(
        label="Tenant URL",
        max_length=Tenant._meta.get_field("audience").max_length,
        help_text="Your own address at onQ, such as <code>https://yoursite.onq.io</code>.",
    )
    key_id = forms.RegexField(
        r"\A[!-~]+\Z",
        label="API key",
        max_length=Tenant._meta.get_field("key_id").max_length,
        widget=forms.TextInput(TECHNICAL),
        help_text="From onQ's Admin Panel: ONQ- and 16 characters. It is no secret.",
        error_messages={"invalid": "An API key has no spaces and no unusual letters."},
    )
    issuer = AddressField(
        label="Your site",
        max_length=Tenant._meta.get_field("issuer").max_length,
        help_text="The address of your own site, in whose name onQ is asked (the token's issuer).",
    )
    subject = forms.CharField(
        label="Username at onQ",
        max_length=Tenant._meta.get_field("subject").max_length,
        validators=[readable],
        widget=forms.TextInput(TECHNICAL),
        help_text=(
            "Of somebody who administers the tenant, often an e-mail address (the token's subject)."
        ),
    )
    conversation_url = ConversationUrlField(
        label="Conversation addresses",
        required=False,
        max_length=Tenant._meta.get_field("conversation_url").max_length,
        help_text=(
            "Where moderators are led at onQ, with {id} in place of a conversation's id: "
            "<code>https://yoursite.onq.io/conversations/{id}</code>. "
            "Empty leads them to the tenant URL."
        ),
    )
    page_meaning = forms.ChoiceField(
        label="What onQ's “page” counts",
        required=False,
        choices=PAGE_MEANINGS,
        widget=forms.RadioSelect,
    )

    def save(self, by: User | None) -> Tenant:
        return save_tenant(TenantDetails(**self.decided()), by, self.connection)


class NewTenantForm(FirstKeysForm, TenantForm):
    """A tenant with its first key."""
