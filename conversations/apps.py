from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "conversations"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from conversations import runner, services
        from conversations.exporting.kind import KIND
        from conversations.models import Synchronisation
        from credentials import guards
        from credentials.models import Tenant
        from credentials.signals import key_replaced
        from exports import kinds
        from jobs.kinds import DueKind, register

        tenant = {"tenant": "tenant_id"}
        register(DueKind(Synchronisation, runner.step, runner.give_up, about=tenant))
        kinds.register(KIND)
        key_replaced.connect(services.go_on_with_key)
        guards.register(services.objection)
        pre_delete.connect(services.forget, sender=Tenant)
