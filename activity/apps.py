from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self) -> None:
        from activity import runner
        from activity.exporting.kind import KIND
        from activity.models import Capture
        from exports import kinds
        from jobs.kinds import DueKind, register

        register(DueKind(Capture, runner.step, runner.give_up, about={"lookup": "pk"}))
        kinds.register(KIND)
