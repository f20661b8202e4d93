"""What an export's page shows: how far it is, why it waits, what was asked, the first rows."""
