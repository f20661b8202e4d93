"""Export v2, which the token alone opens."""
