from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self) -> None:
        from credentials import guards
        from credentials.signals import key_replaced
        from exports import kinds, runner, services
        from exports.by_article import watching
        from exports.by_article.kind import KIND as BY_ARTICLE
        from exports.by_conversation.kind import KIND as BY_CONVERSATION
        from exports.by_range.kind import KIND as BY_RANGE
        from exports.models import Watch, Window
        from jobs.kinds import DueKind, register

        part = {"window": "pk", "export": "export_id"}
        watch = {"watch": "pk", "export": "export_id"}
        register(DueKind(Window, runner.step, runner.give_up, about=part))
        register(DueKind(Watch, watching.step, watching.give_up, about=watch))
        kinds.register(BY_RANGE)
        kinds.register(BY_ARTICLE)
        kinds.register(BY_CONVERSATION)
        key_replaced.connect(services.release_held)
        guards.register(services.running_at)
