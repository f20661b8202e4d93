"""Export v4, the current one."""
