"""One CSV of everything an export holds: rows merged and folded, safe for spreadsheets."""
