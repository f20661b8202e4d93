"""What the first release had. Whatever comes later meets data and processes that are in use."""

# The last migration of each app, those of libraries too.
FIRST_RELEASE = {
    "account": "0009_emailaddress_unique_primary_email",
    "accounts": "0002_alter_user_options",
    "activity": "0001_initial",
    "auth": "0012_alter_user_first_name_max_length",
    "contenttypes": "0002_remove_content_type_name",
    "conversations": "0001_initial",
    "credentials": "0004_generations",
    "exports": "0006_long_histories",
    "jobs": "0002_workers_and_beats",
    "sessions": "0001_initial",
}

# "app.migration": why it does no harm although it breaks a rule, for example since which release
# no code has looked at a column that it removes.
SAFE_BECAUSE: dict[str, str] = {}
