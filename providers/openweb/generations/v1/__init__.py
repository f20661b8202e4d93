"""Export v1, which OpenWeb calls legacy."""
