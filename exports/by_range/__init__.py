"""The comments of a range of days: OpenWeb builds files; they are asked for, awaited, fetched."""
