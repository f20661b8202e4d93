"""A tenant at onQ."""

from typing import ClassVar

from django import forms

from accounts.models import User
from credentials.form_fields import TECHNICAL, readable
from credentials.forms.addresses import AddressField, ConversationUrlField, TenantUrlField
from credentials.forms.connection import ConnectionForm
from credentials.forms.key import FirstKeyForm
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
        label="Key ID",
        max_length=Tenant._meta.get_field("key_id").max_length,
        widget=forms.TextInput(TECHNICAL),
        help_text="What onQ's Admin Panel calls the API key: ONQ- and 16 characters.",
        error_messages={"invalid": "A key ID has no spaces and no unusual letters."},
    )
    issuer = AddressField(
        label="Issuer",
        max_length=Tenant._meta.get_field("issuer").max_length,
        help_text="The address of your site, in whose name onQ is asked.",
    )
    subject = forms.CharField(
        label="Subject",
        max_length=Tenant._meta.get_field("subject").max_length,
        validators=[readable],
        widget=forms.TextInput(TECHNICAL),
        help_text="The username of somebody who administers the tenant; often an e-mail address.",
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


class NewTenantForm(TenantForm, FirstKeyForm):
    """A tenant with its first key."""
