"""Conversations as a kind of export: asked for, awaited and fetched as ranges of days are."""

from dataclasses import replace

from exports.by_conversation.order import ConversationOrder, order_of
from exports.by_conversation.story import ConversationStory
from exports.by_range.kind import KIND as BY_RANGE

KIND = replace(BY_RANGE, name=ConversationOrder.kind, story=ConversationStory(), order_of=order_of)
